/// Reference of slices whose position is a value.
extension Primitive {
    static func dynamicSliceReference(
        _ x: [Double], _ shape: Shape, starts: [Double], _ startShape: Shape, _ output: Shape
    ) -> [Double] {
        collect(output) { position in
            x[place(of: Array(position), in: shape, output, starts, startShape)]
        }
    }

    static func dynamicUpdateReference(
        _ x: [Double], _ shape: Shape, _ update: [Double], _ part: Shape, starts: [Double],
        _ startShape: Shape
    ) -> [Double] {
        var result = x
        var next = 0
        _ = collect(part) { position in
            result[place(of: Array(position), in: shape, part, starts, startShape)] = update[next]
            next += 1
            return 0
        }
        return result
    }

    /// Where an element of the part lies in the whole.
    private static func place(
        of position: [Int], in whole: Shape, _ part: Shape, _ starts: [Double],
        _ startShape: Shape
    ) -> Int {
        // With one start for each index of the first axis, that axis itself has none.
        let isLaneWise = startShape.rank == 2
        return offset(whole) { axis in
            if isLaneWise && axis == 0 { return position[0] }
            let start = Int(
                isLaneWise
                    ? starts[position[0] * (whole.rank - 1) + axis - 1] : starts[axis])
            return position[axis] + min(max(start, 0), whole[axis] - part[axis])
        }
    }
}
