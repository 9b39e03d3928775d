import LaminaGraph

// Reductions that leave out the elements that are not numbers. Integers and bool have none, so for
// them they are the plain reductions. The elements left out have gradient 0.

extension Tensor {
    /// The sum of the elements that are numbers; 0 if none is. NumPy: `nansum`.
    public func nanSum(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        withoutNaN(0).sum(axes: axes, keepDims: keepDims)
    }
    /// The sum along one axis of the elements that are numbers.
    public func nanSum(axis: Int, keepDims: Bool = false) -> Tensor {
        nanSum(axes: [axis], keepDims: keepDims)
    }

    /// The mean of the elements that are numbers; NaN if none is. NumPy: `nanmean`.
    public func nanMean(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        operation { () throws(OpError) in
            _ = try shape.resolve(axes: axes, op: "nanMean")
            let (x, result) = inSumType
            let sum = x.withoutNaN(0).sum(axes: axes, keepDims: keepDims)
            let isNumber = Tensor.record(.unary(.not), x.isNaN)
            let count = isNumber.sum(axes: axes, keepDims: keepDims)
            return (sum / count.asType(x.dtype)).asType(result)
        }
    }
    /// The mean along one axis of the elements that are numbers.
    public func nanMean(axis: Int, keepDims: Bool = false) -> Tensor {
        nanMean(axes: [axis], keepDims: keepDims)
    }

    /// The largest of the elements that are numbers; NaN if none is. NumPy: `nanmax`.
    ///
    /// - Gradient: ties share it equally.
    /// - Traps: when an axis is empty.
    public func nanMax(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        operation { () throws(OpError) in
            try requireElements(axes, op: "nanMax")
            let largest = withoutNaN(-.infinity).max(axes: axes, keepDims: keepDims)
            return largest.orNaN(ifAllOf: self, axes, keepDims)
        }
    }
    /// The largest along one axis of the elements that are numbers.
    public func nanMax(axis: Int, keepDims: Bool = false) -> Tensor {
        nanMax(axes: [axis], keepDims: keepDims)
    }

    /// The smallest of the elements that are numbers; NaN if none is. NumPy: `nanmin`.
    ///
    /// - Gradient: ties share it equally.
    /// - Traps: when an axis is empty.
    public func nanMin(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        operation { () throws(OpError) in
            try requireElements(axes, op: "nanMin")
            let smallest = withoutNaN(.infinity).min(axes: axes, keepDims: keepDims)
            return smallest.orNaN(ifAllOf: self, axes, keepDims)
        }
    }
    /// The smallest along one axis of the elements that are numbers.
    public func nanMin(axis: Int, keepDims: Bool = false) -> Tensor {
        nanMin(axes: [axis], keepDims: keepDims)
    }

    private func withoutNaN(_ value: Double) -> Tensor {
        dtype.isFloatingPoint ? select(isNaN, .constant(value, dtype), self) : self
    }

    private func orNaN(ifAllOf x: Tensor, _ axes: [Int]?, _ keepDims: Bool) -> Tensor {
        guard dtype.isFloatingPoint else { return self }
        return select(x.isNaN.all(axes: axes, keepDims: keepDims), .constant(.nan, dtype), self)
    }
}
