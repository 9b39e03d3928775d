extension Conditional {
    func reference(_ inputs: [[Double]]) -> [[Double]] {
        (inputs[0][0] != 0 ? then : otherwise).reference(inputs: Array(inputs.dropFirst()))
    }
}

extension Scan {
    func reference(_ inputs: [[Double]]) -> [[Double]] {
        var carries = Array(inputs.prefix(carryCount))
        let sequences = inputs.dropFirst(carryCount).prefix(sequenceCount)
        let constants = inputs.dropFirst(carryCount + sequenceCount)
        let resultCount = body.outputs.count - carryCount
        var results = Array(
            repeating: [[Double]](repeating: [], count: length), count: resultCount)
        var kept = Array(repeating: [[Double]](repeating: [], count: length), count: carryCount)
        for step in 0..<length {
            let position = isReversed ? length - 1 - step : step
            let elements = sequences.map { sequence in
                let count = sequence.count / length
                return Array(sequence[position * count..<(position + 1) * count])
            }
            for (index, carry) in carries.enumerated() { kept[index][position] = carry }
            let outputs = body.reference(inputs: carries + elements + constants)
            carries = Array(outputs.prefix(carryCount))
            for index in 0..<resultCount { results[index][position] = outputs[carryCount + index] }
        }
        return carries + (results + (keepsCarries ? kept : [])).map { $0.flatMap(\.self) }
    }
}

extension WhileLoop {
    func reference(_ inputs: [[Double]]) -> [[Double]] {
        var carries = Array(inputs.prefix(carryCount))
        let constants = inputs.dropFirst(carryCount)
        var steps = 0
        while steps < maxSteps ?? .max,
            condition.reference(inputs: carries + constants)[0][0] != 0
        {
            carries = body.reference(inputs: carries + constants)
            steps += 1
        }
        return carries
    }
}
