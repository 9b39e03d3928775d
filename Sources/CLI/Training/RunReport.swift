import Lamina
import LaminaReport

extension Report {
    /// The report of a run whose network is in `plan`.
    init(
        _ plan: TrainingPlan, _ folder: RunFolder, _ store: RunStore, _ evaluation: Evaluation
    ) throws {
        self.init(
            record: try store.run(named: folder.name), config: plan.config,
            curves: try RunCurves(of: folder.name, in: store), model: plan.model,
            exampleShape: plan.data.train.exampleShape, test: plan.data.test,
            normalization: plan.normalization, evaluation: evaluation, loss: plan.loss,
            augmentation: plan.options.augmentation, mixing: plan.options.mixing,
            histograms: (try? TFEvents(wholePartOf: folder.eventsPath))?.histograms ?? [:])
    }
}
