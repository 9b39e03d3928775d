public import LaminaData
public import LaminaFormats
import LaminaGraph
public import LaminaNN
public import LaminaTensor
public import LaminaTrain

/// A run as one HTML file, to be read by people: how good the network is, why, and what it looks like
/// inside.
///
/// The file needs no network and no script. The same inputs give the same bytes: no time but that of
/// the run's record goes in.
///
/// ```swift
/// let report = Report(
///     record: try store.run(named: name), config: config, curves: try RunCurves(of: name, in: store),
///     model: model, exampleShape: data.test.exampleShape, test: data.test,
///     normalization: normalization, evaluation: try trainer.evaluate(data.test))
/// try report.write(to: folder.reportPath)
/// ```
public struct Report: Sendable {
    let record: RunRecord
    let config: RunConfig
    let curves: RunCurves
    let model: any Module<Tensor, Tensor>
    let exampleShape: [Int]
    let test: Dataset?
    let normalization: Normalization?
    let evaluation: Evaluation?
    let loss: Loss?
    let augmentation: ImageAugmentation?
    let mixing: [any BatchMixing]
    let histograms: [String: [TFEvents.Histogram]]

    /// What a report is made of. Sections whose data is missing are left out, or say so.
    ///
    /// Traps if the test set is not of `exampleShape`, or if `evaluation` is not of the test set.
    ///
    /// - Parameters:
    ///   - curves: what was measured so far; a running run has a report too.
    ///   - model: the network in the state to be shown, built for examples of `exampleShape`.
    ///   - exampleShape: the shape of one example, without a batch axis.
    ///   - test: the data set whose examples are shown.
    ///   - normalization: what the model's inputs are mapped by.
    ///   - evaluation: the model's answers on the test set.
    ///   - loss: what training made small; with it the loss around the parameters is drawn.
    ///   - augmentation: what training changed pictures by.
    ///   - mixing: what it mixed them by.
    ///   - histograms: of layers' outputs and gradients over time, by the tags `activations/PATH` and
    ///     `gradients/PATH`, as a run's file of events holds them.
    public init(
        record: RunRecord, config: RunConfig, curves: RunCurves,
        model: any Module<Tensor, Tensor>, exampleShape: [Int], test: Dataset? = nil,
        normalization: Normalization? = nil, evaluation: Evaluation? = nil, loss: Loss? = nil,
        augmentation: ImageAugmentation? = nil, mixing: [any BatchMixing] = [],
        histograms: [String: [TFEvents.Histogram]] = [:]
    ) {
        if let test, test.exampleShape != exampleShape {
            fatalError(
                "Report: examples of \(test.name) have shape \(test.exampleShape), "
                    + "not \(exampleShape)")
        }
        if let evaluation, !evaluation.answers.isEmpty, evaluation.answers.count != test?.count {
            fatalError(
                "Report: \(evaluation.answers.count) answers are not those to "
                    + "\(test?.count ?? 0) test examples; evaluate the test set that is shown")
        }
        (self.record, self.config, self.curves) = (record, config, curves)
        (self.model, self.exampleShape) = (model, exampleShape)
        (self.test, self.normalization, self.evaluation) = (test, normalization, evaluation)
        (self.loss, self.histograms) = (loss, histograms)
        (self.augmentation, self.mixing) = (augmentation, mixing)
    }

    /// The page.
    public func html() -> String {
        let summary = model.summary(
            input: batchShape, dtype: test?.inputDType ?? .float32)
        let sections = [
            learningCurves(), resources(), decisionRegions(), confusion(), classScores(),
            classCurves(), estimates(), mistakes(), augmentedSamples(), filters(summary),
            featureMaps(), gradientFlow(summary), layerActivity(summary), weightNorms(summary),
            landscape(summary), layers(summary), settings(),
        ]
        return page(headline: headline(summary), sections: sections.compactMap { $0 })
    }

    /// Writes the page, whole or not at all.
    public func write(to path: String) throws(FileError) {
        try AtomicFile.write([UInt8](html().utf8), to: path)
    }
}
