import Foundation
import LaminaCPU
import LaminaFormats
import LaminaPlot

/// The page that shows how times grow: a table for each study with the fitted exponent, and one picture.
struct GrowthPage {
    let measurements: [GrowthStudy.Measurement]

    /// Writes the page and, beside it, its picture.
    func write(to path: String) throws {
        let picture = path.hasSuffix(".md") ? path.dropLast(3) + ".svg" : path + ".svg"
        try AtomicFile.write(Array(svg.utf8), to: String(picture))
        let name = picture.split(separator: "/").last ?? "growth.svg"
        try AtomicFile.write(Array(text(picture: String(name)).utf8), to: path)
    }

    /// Times over sizes, both as multiples of the smallest, so that one chart holds all studies.
    private var svg: String {
        LineChart(
            "Time against size, each as a multiple of the smallest",
            x: .log("size"), y: .log("time"),
            series: measurements.enumerated().map { number, measurement in
                let (size, time) = (Double(measurement.study.values[0]), measurement.seconds[0])
                return LineChart.Series(
                    "\(measurement.study.size): \(measurement.study.short)",
                    points: zip(measurement.study.values, measurement.seconds).map {
                        (x: Double($0) / size, y: $1 / time)
                    }, color: number)
            }, width: 640, height: 400
        ).svg() + "\n"
    }

    private func text(picture: String) -> String {
        let machine = Machine.current
        var lines = [
            "# How times grow", "",
            "Written by `make growth` (`lamina bench --growth docs/growth.md`) on",
            "\(machine.name), \(machine.threadCount) threads.",
            "Each size grows while all others stay. `time = a · size^b`: b is fitted to all points, and",
            "between the last two, where what does not grow counts least.", "",
            "![times against sizes](\(picture))", "",
            "| what | size | b, all points | b, last two | expected |",
            "|---|---|---|---|---|",
        ]
        for m in measurements {
            lines.append(
                "| \(m.study.subject) | \(m.study.size) | \(NumberText.fixed(m.exponent, digits: 2)) "
                    + "| \(NumberText.fixed(m.lastExponent, digits: 2)) | \(m.study.expected) |")
        }
        lines += ["", "Medians, in milliseconds:", ""]
        for m in measurements {
            lines.append("- \(m.study.subject), \(m.study.size): " + Self.points(m))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func points(_ m: GrowthStudy.Measurement) -> String {
        zip(m.study.values, m.seconds).map {
            "\($0) takes \(NumberText.fixed($1 * 1e3, digits: $1 < 0.01 ? 3 : 1))"
        }.joined(separator: ", ")
    }
}

extension GrowthStudy {
    /// The subject up to its first comma, without its article.
    fileprivate var short: String {
        let head = subject.split(separator: ",").first.map(String.init) ?? subject
        return head.replacingOccurrences(of: "training step of ", with: "")
    }
}
