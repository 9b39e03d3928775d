import LaminaOptim
import LaminaReference
import LaminaTensor
import Testing

@Suite struct ScheduleTests {
    static let all: [(name: String, schedule: Schedule)] = [
        ("step", .step(every: 7, factor: 0.5)),
        ("milestones", .milestones([5, 18], factor: 0.1)),
        ("exponential", .exponential(factor: 0.9)),
        ("polynomial", .polynomial(steps: 30, power: 2)),
        ("warm-up", .warmUp(steps: 10, from: 0.25)),
        ("restarts", .cosineRestarts(steps: 6, growth: 2, end: 0.1)),
        ("cosine", .cosine(steps: 30, end: 0.1)),
        ("one-cycle", .oneCycle(steps: 30)),
    ]

    @Test(arguments: all.indices) func agreesWithPyTorch(index: Int) throws {
        let (name, schedule) = Self.all[index]
        let want = try ReferenceFile("optimizers")["schedule/\(name)"].array(as: Double.self)
        let found = schedule.values(steps: want.count)
        for (step, pair) in zip(found, want).enumerated() {
            #expect(abs(pair.0 - pair.1) < 1e-12, "\(name) at step \(step)")
        }
    }

    @Test(arguments: [
        Schedule.polynomial(steps: 30, power: 2, end: 0.2), .warmUp(steps: 30), .cosine(steps: 30),
        .oneCycle(steps: 30),
    ])
    func holdsItsLastValuePastItsEndAndItsFirstBeforeItsStart(_ schedule: Schedule) {
        #expect(schedule(31) == schedule(30) && schedule(.max) == schedule(30))
        #expect(schedule(-5) == schedule(0))
    }

    @Test func aCycleOfOneStepHasNumbers() {
        #expect(Schedule.oneCycle(steps: 1, rise: 0.5).values(steps: 2) == [1, 1 / 25 / 1e4])
    }

    @Test func restartsOfAnyLengthEnd() {
        #expect(Schedule.cosineRestarts(steps: 3, growth: 2)(.max).isFinite)
        #expect(Schedule.cosineRestarts(steps: 3)(9) == 1)
    }

    @Test func schedulesFollowEachOther() {
        let rate = Schedule.warmUp(steps: 4).then(.polynomial(steps: 2), after: 4) * 8
        #expect(rate.values(steps: 8) == [0, 2, 4, 6, 8, 4, 0, 0])
    }

    @Test func schedulesAddAndMultiply() {
        let a = Schedule { Double($0) }
        #expect((a + .constant(1) + 2).values(steps: 3) == [3, 4, 5])
        #expect((2 * a * a).values(steps: 3) == [0, 2, 8])
    }

    /// `512^-1/2 · 4000^-1/2` at the top, reached by the 4000th step.
    @Test func noamPeaksAtTheEndOfItsWarmUp() {
        let noam = Schedule.noam(features: 512)
        #expect(abs(noam(3999) - 6.987712429686843e-4) < 1e-15)
        #expect(noam(3998) < noam(3999) && noam(4000) < noam(3999))
        #expect(abs(noam(0) * 4000 - noam(3999)) < 1e-15)
    }

    @Test func plateauAgreesWithPyTorch() throws {
        let file = try ReferenceFile("optimizers")
        let measures = try file["schedule/plateau-losses"].array(as: Double.self)
        var plateau = Plateau(
            rate: 1, factor: 0.5, patience: 2, threshold: 1e-2, cooldown: 1, minRate: 0.2)
        let found = measures.map { plateau.next(after: $0) }
        #expect(try found == file["schedule/plateau"].array(as: Double.self))
    }

    @Test func aMeasureThatIsNoNumberIsNoImprovement() {
        var plateau = Plateau(rate: 1, factor: 0.5, patience: 0)
        #expect(plateau.next(after: .nan) == 0.5)
        #expect(plateau.next(after: 3) == 0.5)
        #expect(plateau.best == 3)
    }
}
