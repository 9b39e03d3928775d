extension Conditional {
    func resultSpecs(of inputs: [TensorSpec]) throws(OpError) -> [TensorSpec] {
        let operands = Array(inputs.dropFirst())
        guard inputs.first == TensorSpec([], .bool) else {
            throw OpError(
                op: "cond", problem: "the condition must be one bool",
                operands: ["condition": inputs.first.map { "\($0)" } ?? "none"],
                fix: "compare, or reduce with any() or all()")
        }
        guard then.inputSpecs == operands, otherwise.inputSpecs == operands else {
            throw unlike("cond", "operands", operands, then.inputSpecs)
        }
        let (a, b) = (then.outputSpecs, otherwise.outputSpecs)
        guard a == b else {
            throw OpError(
                op: "cond", problem: "the branches give different shapes or types",
                operands: ["then": "\(a)", "else": "\(b)"],
                fix: "make both branches give the same, as with asType, reshaped or broadcast")
        }
        return a
    }
}

extension Scan {
    func resultSpecs(of inputs: [TensorSpec]) throws(OpError) -> [TensorSpec] {
        let carries = Array(inputs.prefix(carryCount))
        let sequences = inputs.dropFirst(carryCount).prefix(sequenceCount)
        for sequence in sequences where sequence.shape.first != length {
            throw OpError(
                op: "scan", problem: "a sequence is not \(length) long",
                operands: ["sequences": "\(Array(sequences))"],
                fix: "give all sequences the same first axis")
        }
        let elements = sequences.map { TensorSpec(Shape($0.shape.dropFirst()), $0.dtype) }
        let operands = carries + elements + inputs.dropFirst(carryCount + sequenceCount)
        guard body.inputSpecs == operands else {
            throw unlike("scan", "operands", operands, body.inputSpecs)
        }
        let next = Array(body.outputSpecs.prefix(carryCount))
        guard next == carries else {
            throw OpError(
                op: "scan", problem: "a step changes the shape or type of the carry",
                operands: ["before": "\(carries)", "after": "\(next)"],
                fix: "start from a carry of the shape and type that the step gives")
        }
        let stacked = { (spec: TensorSpec) in
            TensorSpec(Shape([self.length] + spec.shape), spec.dtype)
        }
        return carries + body.outputSpecs.dropFirst(carryCount).map(stacked)
            + (keepsCarries ? carries.map(stacked) : [])
    }
}

extension WhileLoop {
    func resultSpecs(of inputs: [TensorSpec]) throws(OpError) -> [TensorSpec] {
        guard condition.inputSpecs == inputs, body.inputSpecs == inputs else {
            throw unlike("whileLoop", "operands", inputs, body.inputSpecs)
        }
        guard condition.outputSpecs == [TensorSpec([], .bool)] else {
            throw OpError(
                op: "whileLoop", problem: "the condition must give one bool",
                operands: ["condition": "\(condition.outputSpecs)"],
                fix: "compare, or reduce with any() or all()")
        }
        let carries = Array(inputs.prefix(carryCount))
        guard body.outputSpecs == carries else {
            throw OpError(
                op: "whileLoop", problem: "a step changes the shape or type of the state",
                operands: ["before": "\(carries)", "after": "\(body.outputSpecs)"],
                fix: "start from a state of the shape and type that the step gives")
        }
        return carries
    }
}

private func unlike(
    _ op: String, _ what: String, _ given: [TensorSpec], _ expected: [TensorSpec]
) -> OpError {
    OpError(
        op: op, problem: "\(what) differ from the body's",
        operands: ["operands": "\(given)", "body": "\(expected)"],
        fix: "report this: the body was traced for other operands")
}
