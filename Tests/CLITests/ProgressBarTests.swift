import Synchronization
import Testing
import lamina

@Suite struct ProgressBarTests {
    /// A clock that stands still until it is told, and a terminal that is a list of writes.
    private final class Stage: Sendable {
        let time = Mutex(0.0)
        let writes = Mutex<[String]>([])

        func bar(isInteractive: Bool) -> ProgressBar {
            ProgressBar(
                terminal: Terminal(
                    .error, isInteractive: isInteractive, hasColor: false, hasUnicode: true,
                    width: 60),
                clock: { self.time.withLock { $0 } },
                write: { text in self.writes.withLock { $0.append(text) } })
        }

        func wait(_ seconds: Double) { time.withLock { $0 += seconds } }

        var text: String { writes.withLock { $0.joined() } }
        var count: Int { writes.withLock { $0.count } }
    }

    private func progress(_ epoch: Int, step: Int = 1) -> TrainingProgress {
        TrainingProgress(
            epoch: epoch, epochs: 1000, step: step, steps: 100, readings: [.init("loss", 0.5)])
    }

    @Test func isRedrawnAtMostTenTimesASecond() {
        let stage = Stage()
        let bar = stage.bar(isInteractive: true)
        for step in 0..<2000 {  // two seconds
            bar.update(progress(1, step: step))
            stage.wait(0.001)
        }
        #expect((18...20).contains(stage.count))
        #expect(!stage.text.contains("\n"))
        #expect(stage.text.hasPrefix("\r"))
    }

    @Test func progressIsNotEvenLookedAtBetweenDrawings() {
        let bar = Stage().bar(isInteractive: true)
        var asked = 0
        func ask() -> TrainingProgress {
            asked += 1
            return progress(1)
        }
        for _ in 0..<10 { bar.update(ask()) }
        #expect(asked == 1)
    }

    @Test func aFileGetsOneLineAnEpochAndOneEveryFiveSeconds() {
        let stage = Stage()
        let bar = stage.bar(isInteractive: false)
        for epoch in 1...2 {
            for step in 1...12 {  // twelve seconds
                stage.wait(1)
                bar.update(progress(epoch, step: step))
            }
            bar.endEpoch(progress(epoch))
        }
        bar.finish()
        let lines = stage.text.split(separator: "\n")
        #expect(lines.map { $0.contains("%") } == [true, true, false, true, true, false])
        #expect(!stage.text.contains("\r") && !stage.text.contains("\u{1B}"))
    }

    @Test func tinyEpochsShareALineButTheLastHasItsOwn() {
        let stage = Stage()
        let bar = stage.bar(isInteractive: false)
        for epoch in 1...1000 {
            stage.wait(0.001)
            bar.endEpoch(progress(epoch))
        }
        let lines = stage.text.split(separator: "\n")
        #expect((10...12).contains(lines.count))
        #expect(lines.last?.contains("1000/1000") == true)
    }

    @Test func aNoteStandsAboveTheBar() {
        let stage = Stage()
        let bar = stage.bar(isInteractive: true)
        bar.update(progress(1))
        let before = stage.text
        bar.note("saved")
        #expect(stage.text == before + "\rsaved\u{1B}[K\n" + before)
        bar.finish()
        #expect(stage.text.hasSuffix("\r\u{1B}[K"))
    }
}
