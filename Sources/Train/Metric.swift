/// One measurement of a run: the value of a named quantity after a number of steps.
public struct Metric: Sendable, Hashable {
    /// Lower case with underscores: `train_loss`, `validation_accuracy`, `test_accuracy`. A slash
    /// sets off the part of the model it belongs to: `gradient_norm/conv1.weight`.
    public var name: String
    /// Steps of the optimiser that were done before it was measured.
    public var step: Int
    /// The epoch of that step, counted from 1.
    public var epoch: Int
    /// May be infinite or NaN: that is when a curve is looked at.
    public var value: Double

    /// Checks nothing: any name and number can be stored.
    public init(_ name: String, step: Int, epoch: Int, value: Double) {
        (self.name, self.step, self.epoch, self.value) = (name, step, epoch, value)
    }
}
