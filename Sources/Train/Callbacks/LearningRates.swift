import FoundationEssentials
public import LaminaOptim

extension TrainerCallback {
    /// What a schedule's number counts.
    public enum ScheduleUnit: Sendable {
        case steps
        /// Completed epochs.
        case epochs
    }

    /// Sets the learning rate before each step. Past its end a schedule holds its last value, also when
    /// training goes on for more epochs than it was made for.
    ///
    /// ```swift
    /// let rate = Schedule.warmUp(steps: 500).then(.cosine(steps: 9_500), after: 500) * 1e-3
    /// try trainer.fit(data.train, epochs: 10, callbacks: [.schedule(rate)])
    /// ```
    public static func schedule(
        _ schedule: Schedule, per unit: ScheduleUnit = .steps
    ) -> TrainerCallback {
        TrainerCallback(beforeStep: { start in
            let number = unit == .steps ? start.state.step : start.state.epoch
            start.optimizer.setLearningRate(schedule(number))
        })
    }

    /// Lowers the learning rate when the monitored loss stops falling. Keras: `ReduceLROnPlateau`.
    ///
    /// What it has seen is part of a checkpoint, so that a resumed run goes on counting.
    public static func plateau(_ plateau: Plateau) -> TrainerCallback {
        TrainerCallback(afterEpoch: { report in
            var current = report.state.notes["plateau"].flatMap(Plateau.init(note:)) ?? plateau
            report.optimizer.setLearningRate(current.next(after: report.monitored))
            report.remember(current.note, "plateau")
            return .proceed
        })
    }
}

extension Plateau {
    fileprivate init?(note: String) {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        guard let value = try? decoder.decode(Plateau.self, from: Data(note.utf8)) else {
            return nil
        }
        self = value
    }

    fileprivate var note: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        // It holds numbers alone, which JSON can express; without a note counting starts anew.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
