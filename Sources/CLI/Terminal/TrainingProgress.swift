/// How far training has come: what a progress bar shows.
package struct TrainingProgress: Sendable {
    /// A measured quantity, under the name it has in the run store.
    package struct Reading: Sendable {
        package var name: String
        package var value: Double

        package init(_ name: String, _ value: Double) { (self.name, self.value) = (name, value) }
    }

    /// The current epoch, counted from 1.
    package var epoch: Int
    package var epochs: Int
    /// Steps done in this epoch.
    package var step: Int
    /// Steps that make an epoch.
    package var steps: Int
    /// The most important first: those at the end give way when the line is narrow.
    package var readings: [Reading]
    package var examplesPerSecond: Double?
    /// Seconds: until the end of training while an epoch runs, and that the epoch took at its end.
    package var seconds: Double?

    package init(
        epoch: Int, epochs: Int, step: Int, steps: Int, readings: [Reading],
        examplesPerSecond: Double? = nil, seconds: Double? = nil
    ) {
        self.epoch = epoch
        self.epochs = epochs
        self.step = step
        self.steps = steps
        self.readings = readings
        self.examplesPerSecond = examplesPerSecond
        self.seconds = seconds
    }

    /// The part of the epoch that is done, from 0 to 1.
    package var fraction: Double {
        steps > 0 ? min(1, max(0, Double(step) / Double(steps))) : 1
    }
}
