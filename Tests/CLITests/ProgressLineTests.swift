import Testing
import lamina

@Suite struct ProgressLineTests {
    let progress = TrainingProgress(
        epoch: 3, epochs: 10, step: 25, steps: 40,
        readings: [.init("loss", 0.41234), .init("validation_accuracy", 0.85)],
        examplesPerSecond: 41_230, seconds: 34)

    private func text(_ kind: ProgressLine.Kind, _ width: Int?, ascii: Bool = false) -> String {
        ProgressLine(kind, progress, hasUnicode: !ascii).text(width: width).rendered(color: false)
    }

    @Test func showsEverythingWhereThereIsRoom() {
        #expect(
            text(.bar, 200)
                == "epoch  3/10 ━━━━━━━━━━━━━━━━━━━━━━━━━───────────────   62%  loss 0.4123  "
                + "validation_accuracy 0.8500  41,230 examples/s  0:34 left")
    }

    @Test func losesTheLeastImportantFirst() {
        #expect(
            text(.bar, 78)
                == "epoch  3/10 ━━━━━━╸────   62%  loss 0.4123  val_acc 0.8500  41.2k/s  0:34 left")
        #expect(text(.bar, 50) == "epoch  3/10 ━━━━━───   62%  loss 0.4123  0:34 left")
        #expect(text(.bar, 45) == " 3/10 ━━━━━━━━╸─────   62%  loss 0.4123  0:34")
        #expect(text(.bar, 30) == " 3/10   62%  loss 0.4123  0:34")
        #expect(text(.bar, 12) == " 3/10   62%…")
    }

    @Test(arguments: 0...220) func fitsEveryWidth(width: Int) {
        for kind in [ProgressLine.Kind.bar, .plain, .summary] {
            #expect(DisplayWidth.of(text(kind, width)) <= width)
        }
    }

    @Test func usesOnlyASCIIWhereTheLocaleIsNotUTF8() {
        #expect(text(.bar, 120, ascii: true).utf8.allSatisfy { $0 < 128 })
    }

    @Test(arguments: [(0, 40, "  0%"), (40, 40, "100%"), (41, 40, "100%"), (0, 0, "100%")])
    func percentStaysInRange(step: Int, steps: Int, expected: String) {
        var progress = progress
        (progress.step, progress.steps) = (step, steps)
        let line = ProgressLine(.bar, progress).text(width: 100).rendered(color: false)
        #expect(line.contains(expected))
    }

    @Test func aLossThatIsNoNumberIsRed() {
        var progress = progress
        progress.readings = [.init("loss", .nan)]
        let line = ProgressLine(.summary, progress).text(width: nil).rendered(color: true)
        #expect(line.contains("\u{1B}[31mnan\u{1B}[0m"))
    }
}
