import LaminaPlot
import LaminaTrain

extension Report {
    /// The learning rate, the speed and the memory over time.
    func resources() -> Section? {
        let rates = points("learning_rate")
        let speeds = points("examples_per_second")
        let memory = points("memory_bytes").map { (x: $0.x, y: $0.y / 1_048_576) }
        guard rates.count > 1 || speeds.count > 1 else { return nil }
        return Section("resources", "Learning rate, speed and memory", lead: resourcesLead) {
            html in
            html.element("div", ["class": "pair"]) { html in
                if rates.count > 1 {
                    // A schedule that ends at 0 would fill a logarithmic axis with its last steps.
                    let sorted = rates.map(\.y).sorted()
                    let spread = sorted[sorted.count - 1] / sorted[sorted.count / 2]
                    html.figure(
                        chart(
                            "Learning rate", spread > 20 ? .log("rate") : .linear("rate"), rates,
                            name: "rate"))
                }
                if speeds.count > 1 {
                    html.figure(
                        chart("Speed", .linear("examples a second"), speeds, name: "speed"))
                }
                if memory.count > 1 {
                    html.figure(chart("Memory", .linear("MiB at most"), memory, name: "memory"))
                }
            }
        }
    }

    private func points(_ name: String) -> [(x: Double, y: Double)] {
        curves.byEpoch(name).map { (x: Double($0.epoch), y: $0.value) }
            .filter { $0.y.isFinite && $0.y > 0 }
    }

    private func chart(
        _ title: String, _ axis: Axis, _ points: [(x: Double, y: Double)], name: String
    ) -> String {
        LineChart(
            title, x: .linear("epoch"), y: axis, series: [.init(name, points: points)], width: 440,
            height: 260
        ).svg()
    }

    private var resourcesLead: String {
        var facts: [String] = []
        if let memory = curves.last("memory_bytes"), memory > 0, memory < 1e15 {
            facts.append("The process took at most \(NumberText.bytes(Int(memory))) of memory")
        }
        let rates = points("learning_rate").map(\.y)
        if let last = rates.last, let top = rates.max(), let least = rates.min(), top > least {
            facts.append(
                "the learning rate went from \(readable(rates[0], significant: 3)) to "
                    + readable(last, significant: 3))
        }
        let text = facts.joined(separator: "; ")
        return text.isEmpty ? "" : text.prefix(1).uppercased() + text.dropFirst() + "."
    }
}
