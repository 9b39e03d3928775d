/// What the learning curves say about the fit, in a sentence.
package struct Fit {
    package let sentence: String

    /// A change of the loss below this part of it is taken for none: it is about what reshuffling the
    /// data changes from one run to the next.
    private static let noise = 0.02

    package init(_ curves: RunCurves) {
        let training = curves.byEpoch("train_loss").filter(\.value.isFinite)
        let validation = curves.byEpoch("validation_loss").filter(\.value.isFinite)
        guard let last = training.last else {
            sentence = "No epoch has been completed yet."
            return
        }
        guard let end = validation.last, let best = curves.best, best.isValidated else {
            sentence =
                "There was no validation data, so these curves do not show whether the network "
                + "overfits."
            return
        }
        let atBest = training.last { $0.epoch <= best.epoch }?.value ?? last.value
        let rise = end.value > best.loss * (1 + Fit.noise) && end.value >= 1e-3
        if validation.count < 2 {
            sentence = "One epoch shows no trend yet."
        } else if rise, last.value < atBest {
            sentence =
                "Validation loss was lowest in epoch \(best.epoch) "
                + "(\(NumberText.metric(best.loss))) and then rose to "
                + "\(NumberText.metric(end.value)), while training loss kept falling: from there on "
                + "the network overfits, and stopping at epoch \(best.epoch) would have been better."
        } else if rise {
            sentence =
                "Validation loss was lowest in epoch \(best.epoch) and training loss rose after it "
                + "too: the training is unsteady, and a lower learning rate may help."
        } else if end.value < 1e-3 {
            sentence =
                "Validation loss is next to nothing (\(NumberText.metric(end.value))): there is "
                + "nothing left to learn from this data."
        } else if Fit.isFalling(validation.map(\.value)) {
            sentence =
                "Validation loss was still falling at the end, so more epochs would probably help."
        } else {
            sentence =
                "Validation loss has levelled off (best in epoch \(best.epoch), "
                + "\(NumberText.metric(best.loss))): more epochs of the same would change little."
        }
    }

    /// Whether the last fifth of the values brought a gain worth naming.
    private static func isFalling(_ values: [Double]) -> Bool {
        let recent = max(1, values.count / 5)
        guard let end = values.last, values.count > recent else { return false }
        return end < values[values.count - 1 - recent] * (1 - noise)
    }
}
