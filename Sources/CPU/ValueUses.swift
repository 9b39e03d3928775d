import LaminaGraph

/// Which steps write and read each value.
struct ValueUses {
    /// The last step that writes each value; -1 where none does.
    private(set) var writer: [Int]
    /// How many results of steps lie in it.
    private(set) var writeCount: [Int]
    /// How many operands and outputs of the graph read it.
    private(set) var readCount: [Int]
    private var reader: [Int]

    init(_ lowering: Lowering) {
        writer = Array(repeating: -1, count: lowering.values.count)
        readCount = Array(repeating: 0, count: lowering.values.count)
        writeCount = readCount
        reader = writer
        for (number, step) in lowering.steps.enumerated() {
            for write in step.writes {
                writer[write.value] = number
                writeCount[write.value] += 1
            }
            for read in step.reads {
                readCount[read.value] += 1
                reader[read.value] = number
            }
        }
        for output in lowering.graph.outputs {
            if let view = lowering.views[output] { readCount[view.value] += 1 }
        }
    }

    /// The step whose one operand the value is, if nothing else reads it.
    func onlyReader(of value: Int) -> Int? {
        readCount[value] == 1 && reader[value] >= 0 ? reader[value] : nil
    }
}
