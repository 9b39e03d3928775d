import CLaminaKernels
package import LaminaGraph
import Synchronization

/// Which of several ways a convolution is computed, measured on this machine instead of following from
/// the shape.
///
/// Only who asks for it gets it: the ways sum in different orders, so that the last digits then depend on
/// what was measured. What was chosen can be kept as ``text``, and whoever begins with it gets the same
/// bits again.
package final class KernelTuning: Sendable {
    private struct Choice {
        let way: lk_conv_way
        /// What each way took.
        let times: String
    }

    private let choices: Mutex<[String: Choice]>

    /// The one that a plan asks while it is made; nil where the shape decides.
    @TaskLocal static var current: KernelTuning?

    private static let ways: [(name: String, way: lk_conv_way)] = [
        ("tiles", LK_CONV_TILES), ("library", LK_CONV_LIBRARY), ("winograd", LK_CONV_WINOGRAD),
    ]

    /// - Parameters:
    ///   - text: choices that were made before; see ``text``.
    ///   - path: the file they come from, for the error.
    /// - Throws: where a line is no choice.
    package init(_ text: String = "", path: String = "") throws(OpError) {
        var known: [String: Choice] = [:]
        for (number, line) in text.split(separator: "\n").enumerated() {
            let parts = line.split(separator: ":", maxSplits: 1)
            let answer = parts.last?.split(separator: ";", maxSplits: 1) ?? []
            let name = answer.first?.drop { $0 == " " } ?? ""
            guard parts.count == 2, let way = Self.ways.first(where: { $0.name == name }) else {
                throw OpError(
                    op: "kernels",
                    problem: "\(path), line \(number + 1): '\(line)' is no choice of a kernel",
                    operands: [:],
                    fix:
                        "a line reads 'SHAPE: tiles', 'library' or 'winograd'; without the file kernels are "
                        + "measured again, which may change the last digits of what follows")
            }
            let times = answer.count == 2 ? String(answer[1].drop { $0 == " " }) : ""
            known[String(parts[0])] = Choice(way: way.way, times: times)
        }
        choices = Mutex(known)
    }

    /// A line for each choice, in order: the shape, the way, and what each way took.
    package var text: String {
        choices.withLock { choices in
            choices.sorted { $0.key < $1.key }.map { shape, choice in
                "\(shape): \(Self.name(choice.way)); \(choice.times)\n"
            }.joined()
        }
    }

    /// The fastest way for a float32 convolution without an empty axis. The first to ask waits while it is
    /// measured.
    func way(of problem: lk_conv, _ direction: lk_conv_direction) -> lk_conv_way {
        let shape = Self.describe(problem, direction)
        if let known = choices.withLock({ $0[shape] }) { return known.way }
        var asked = problem
        let times = Self.ways.filter { lk_conv_has_way(&asked, direction, $0.way) }
            .map { ($0, Self.time(of: problem, direction, $0.way)) }
        guard let best = times.min(by: { $0.1 < $1.1 }) else { return LK_CONV_BY_SHAPE }
        let choice = Choice(
            way: best.0.way,
            times: times.map { "\($0.0.name) \(Int($0.1 / .microseconds(1))) us" }.joined(
                separator: ", "))
        // Another task may have measured meanwhile: whoever came first has decided.
        return choices.withLock { choices in
            if let known = choices[shape] { return known.way }
            choices[shape] = choice
            return choice.way
        }
    }

    private static func name(_ way: lk_conv_way) -> String {
        ways.first { $0.way == way }?.name ?? ""
    }

    private static let machine = Machine.current.vectorExtensions.last ?? ""

    private static func describe(_ c: lk_conv, _ direction: lk_conv_direction) -> String {
        let name =
            switch direction {
            case LK_CONV_INPUT_GRADIENT: "input gradient"
            case LK_CONV_FILTER_GRADIENT: "filter gradient"
            default: "forward"
            }
        let (x, w) = (
            "\(c.batch)x\(c.height)x\(c.width)x\(c.channels)",
            "\(c.kernel_h)x\(c.kernel_w)x\(c.channels / c.groups)x\(c.out_channels)"
        )
        return
            "\(name) \(x) by \(w) to \(c.out_height)x\(c.out_width), stride \(c.stride_h)x\(c.stride_w), "
            + "dilation \(c.dilation_h)x\(c.dilation_w), padding \(c.pad_top)x\(c.pad_left), "
            + "planes \(c.plane_step), \(lk_thread_count()) threads, \(machine)"
    }

    /// The shortest of three runs, after one that makes what the kernel keeps.
    private static func time(
        of problem: lk_conv, _ direction: lk_conv_direction, _ way: lk_conv_way
    ) -> Duration {
        var c = problem
        c.way = way
        let buffers = [
            c.batch * c.channels * max(c.height * c.width, c.plane_step),
            c.kernel_h * c.kernel_w * c.channels / c.groups * c.out_channels,
            c.batch * c.out_height * c.out_width * c.out_channels,
        ].map { count in
            let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: Int(count))
            for index in buffer.indices {
                buffer.initializeElement(at: index, to: Float(index % 7) - 3)
            }
            return buffer
        }
        defer { buffers.forEach { $0.deallocate() } }
        let (x, w, y) = (buffers[0].baseAddress, buffers[1].baseAddress, buffers[2].baseAddress)
        let clock = ContinuousClock()
        let times = (0...3).map { _ in
            clock.measure {
                switch direction {
                case LK_CONV_INPUT_GRADIENT: lk_conv_input_gradient(&c, LK_FLOAT32, y, w, x)
                case LK_CONV_FILTER_GRADIENT: lk_conv_filter_gradient(&c, LK_FLOAT32, x, y, w)
                default: lk_conv_forward(&c, LK_FLOAT32, x, w, y)
                }
            }
        }
        return times.dropFirst().min() ?? .zero
    }
}

extension Step.ConvolutionPart {
    var direction: lk_conv_direction {
        switch self {
        case .forward, .forwardPacked: LK_CONV_FORWARD
        case .inputGradient: LK_CONV_INPUT_GRADIENT
        case .filterGradient: LK_CONV_FILTER_GRADIENT
        }
    }
}
