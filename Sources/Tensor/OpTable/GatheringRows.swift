import LaminaGraph

private let box: Operand = .normal([2, 4, 3])
private let intoFour: Operand = .integers(-6..<6, [2, 3], .int32)

/// Reading and writing at positions that are tensors.
let gatheringRows: [OpRow] = takingRows + scatteringRows + segmentRows + dynamicSliceRows

private let takingRows: [OpRow] = {
    let file = "Operations/Gathering.swift"
    return [
        OpRow(
            "taking", in: file, [box, .integers(-4..<4, [2, 3], .int32)],
            also: [
                [.normal([0, 5, 2]), .integers(-5..<5, [3], .int64)],
                [.normal([1, 17, 1]), .integers(-17..<17, [1], .int8)],
                [box, .integers(-4..<4, [0], .int32)], [box, .integers(0..<4, [], .uint8)],
                [.values([0, -0.0, .infinity, .nan], [1, 4, 1]), intoFour],
            ],
            golden: "np.take(a, b.astype(int), axis=1)",
            wrong: [
                WrongCall("axis 3 is out of range for rank 3") { $0[0].taking($0[1], axis: 3) },
                WrongCall("indices are float32, not integers") { $0[0].taking($0[0], axis: 1) },
            ]
        ) { $0[0].taking($0[1], axis: 1) },
        OpRow("taking, first axis", in: file, [.normal([4, 3]), intoFour]) { $0[0].taking($0[1]) },
        OpRow(
            "takingAlong", in: file, [box, .integers(-4..<4, [2, 5, 3], .int32)],
            also: [
                [box, .integers(-9..<9, [2, 1, 1], .int64)],
                [.normal([1, 4, 1]), .integers(-4..<4, [2, 2, 3], .uint8)],
                [.normal([0, 4, 3]), .integers(-4..<4, [0, 2, 3], .int32)],
                [box, .integers(-4..<4, [2, 0, 3], .int32)],
            ],
            golden: "np.take_along_axis(a, b.astype(int), axis=1)",
            wrong: [
                WrongCall("indices have 1 axes, and x has 3") {
                    $0[0].takingAlong(axis: 1, Tensor([0] as [Int32]))
                }
            ]
        ) { $0[0].takingAlong(axis: 1, $0[1]) },
        OpRow(
            "gatheredND", in: file, [box, .integers(-2..<2, [5, 2], .int32)],
            also: [
                [box, .integers(-3..<3, [2, 1, 3], .int64)], [box, .integers(0..<2, [1], .int32)],
                [box, .integers(0..<2, [0, 2], .int32)],
            ],
            golden: "a[b.astype(int)[:, 0], b.astype(int)[:, 1]]",
            wrong: [
                WrongCall("index vectors of 4 numbers, and x has 3 axes") {
                    $0[0].gatheredND(.zeros([2, 4], dtype: .int32))
                }
            ]
        ) { $0[0].gatheredND($0[1]) },
    ]
}()

private let scatteringRows: [OpRow] = {
    let file = "Operations/Scattering.swift"
    let operands: [Operand] = [box, .normal([2, 2, 3, 3]), .integers(-5..<5, [2, 3], .int32)]
    let variants: [[Operand]] = [
        [.normal([1, 1, 1]), .normal([1, 3, 1]), .integers(0..<1, [3], .int32)],
        [.normal([0, 4, 3]), .normal([0, 2, 3]), .integers(0..<4, [2], .int64)],
        [box, .normal([2, 0, 3]), .integers(0..<4, [0], .int32)],
        [.normal([1, 17, 2]), .normal([]), .integers(-17..<17, [9], .int8)],
    ]
    let wrong = [
        WrongCall("axis -4 is out of range for rank 3") {
            $0[0].scattered($0[1], at: $0[2], axis: -4)
        },
        WrongCall("[5] and [2, 2, 3, 3] do not broadcast; axis -1: 5 and 3") {
            $0[0].scattered(.zeros([5]), at: $0[2], axis: 1)
        },
        WrongCall("float32 updates do not fit into int32") {
            $0[2].scattered(.zeros([]), at: $0[2])
        },
        WrongCall("indices are bool, not integers") { $0[0].scattered($0[1], at: $0[0].isNaN) },
    ]
    /// What NumPy's operation at the indices that lie inside makes of a copy of `a`.
    func joined(_ operation: String) -> String {
        let inside = "k=(c >= -4) & (c < 4)"
        return "changed(a, lambda y, \(inside): \(operation)(y, (slice(None), c[k]), b[:, k]))"
    }
    func row(_ name: String, _ mode: ScatterMode, golden: String) -> OpRow {
        OpRow(name, in: file, operands, also: variants, golden: golden, wrong: wrong) {
            $0[0].scattered($0[1], at: $0[2], axis: 1, mode: mode)
        }
    }
    let along: [Operand] = [box, .normal([2, 5, 3]), .integers(-4..<4, [2, 5, 3], .int32)]
    func alongRow(_ name: String, _ mode: ScatterMode, golden: String? = nil) -> OpRow {
        OpRow(
            name, in: file, along,
            also: [
                [box, .normal([1, 2, 1]), .integers(-9..<9, [2, 2, 3], .int64)],
                [.normal([0, 4, 3]), .normal([0, 2, 3]), .integers(0..<4, [0, 2, 3], .int32)],
                [.normal([1, 1, 1]), .normal([]), .integers(0..<1, [1, 1, 1], .int32)],
            ],
            golden: golden,
            wrong: [
                WrongCall("indices have 1 axes, and x has 3") {
                    $0[0].scatteredAlong(axis: 1, Tensor([0] as [Int32]), $0[1])
                },
                WrongCall("indices [4, 1, 1] are wider than x [1, 4, 1]") { _ in
                    Tensor.zeros([1, 4, 1]).scatteredAlong(
                        axis: 1, .zeros([4, 1, 1], dtype: .int32), .zeros([]))
                },
            ]
        ) { $0[0].scatteredAlong(axis: 1, $0[2], $0[1], mode: mode) }
    }
    return [
        row("scattered", .set, golden: joined("np.ndarray.__setitem__")),
        row("scattered, add", .add, golden: joined("np.add.at")),
        row("scattered, multiply", .multiply, golden: joined("np.multiply.at")),
        row("scattered, maximum", .maximum, golden: joined("np.maximum.at")),
        row("scattered, minimum", .minimum, golden: joined("np.minimum.at")),
        alongRow("scatteredAlong", .set),
        alongRow(
            "scatteredAlong, add", .add,
            golden: "t(a).scatter_add(1, t(c % 4).long(), t(b)).numpy()"),
        alongRow(
            "scatteredAlong, multiply", .multiply,
            golden: "t(a).scatter_reduce(1, t(c % 4).long(), t(b), 'prod').numpy()"),
        alongRow(
            "scatteredAlong, maximum", .maximum,
            golden: "t(a).scatter_reduce(1, t(c % 4).long(), t(b), 'amax').numpy()"),
        alongRow(
            "scatteredAlong, minimum", .minimum,
            golden: "t(a).scatter_reduce(1, t(c % 4).long(), t(b), 'amin').numpy()"),
        OpRow(
            "scatteredND", in: file,
            [box, .normal([5, 3]), .integers(-3..<3, [5, 2], .int32)],
            also: [[box, .normal([]), .integers(0..<2, [4, 3], .int64)]],
            golden: "changed(a, lambda y, k=((c >= [-2, -4]) & (c < [2, 4])).all(1): "
                + "np.add.at(y, tuple(c[k].T), b[k]))",
            wrong: [
                WrongCall("index vectors of 4 numbers, and x has 3 axes") {
                    $0[0].scatteredND($0[1], at: .zeros([2, 4], dtype: .int32))
                }
            ]
        ) { $0[0].scatteredND($0[1], at: $0[2], mode: .add) },
    ]
}()

private let segmentRows: [OpRow] = {
    let file = "Operations/Segments.swift"
    // Nine slices into two groups: none stays empty, which has infinite extremes.
    let operands: [Operand] = [.normal([9, 3]), .integers(0..<2, [9], .int32)]
    func row(
        _ name: String, golden: String? = nil,
        _ reduce: @escaping @Sendable (Tensor, Tensor, Int) -> Tensor
    ) -> OpRow {
        OpRow(
            name, in: file, operands,
            also: [
                [.normal([0, 2]), .integers(0..<3, [0], .int32)],
                [.normal([1]), .integers(0..<1, [1], .uint8)],
                [.normal([2, 3, 2]), .integers(-1..<4, [2, 3], .int64)],
                [.values([0, -0.0, .infinity, 1], [4]), .integers(0..<2, [4], .int32)],
            ],
            golden: golden,
            wrong: [
                WrongCall("segments [2] do not name each slice of [9, 3]") {
                    reduce($0[0], .zeros([2], dtype: .int32), 2)
                },
                WrongCall("segments are float32, not integers") {
                    reduce($0[0], .zeros([9]), 2)
                },
                WrongCall("count is -1") { reduce($0[0], $0[1], -1) },
            ]
        ) { reduce($0[0], $0[1], 2) }
    }
    return [
        row("segmentSum", golden: "np.stack([a[b == i].sum(0) for i in range(2)])") {
            $0.segmentSum($1, count: $2)
        },
        row("segmentProduct", golden: "np.stack([a[b == i].prod(0) for i in range(2)])") {
            $0.segmentProduct($1, count: $2)
        },
        row("segmentMax", golden: "np.stack([a[b == i].max(0) for i in range(2)])") {
            $0.segmentMax($1, count: $2)
        },
        row("segmentMin", golden: "np.stack([a[b == i].min(0) for i in range(2)])") {
            $0.segmentMin($1, count: $2)
        },
        row("segmentMean", golden: "np.stack([a[b == i].mean(0) for i in range(2)])") {
            $0.segmentMean($1, count: $2)
        },
    ]
}()

private let dynamicSliceRows: [OpRow] = {
    let file = "Operations/DynamicSlices.swift"
    return [
        OpRow(
            "dynamicSlice", in: file, [.normal([4, 5]), .integers(-2..<7, [2], .int32)],
            also: [
                [.normal([2, 3]), .integers(0..<1, [2], .int64)],
                [
                    .values([0, -0.0, .nan, .infinity, 1, 2], [2, 3]),
                    .integers(0..<2, [2], .uint8),
                ],
            ],
            golden: "a[np.clip(b[0], 0, 2):][:2, np.clip(b[1], 0, 2):][:, :3]",
            wrong: [
                WrongCall("a part of sizes [5, 1] does not fit into [4, 5]") {
                    $0[0].dynamicSlice(at: $0[1], sizes: [5, 1])
                },
                WrongCall("starts float32 [2] are not an integer for each of 2 axes") {
                    $0[0].dynamicSlice(at: .zeros([2]), sizes: [1, 1])
                },
            ]
        ) { $0[0].dynamicSlice(at: $0[1], sizes: [2, 3]) },
        OpRow(
            "dynamicSlice, one axis", in: file, [.normal([3, 5]), .integers(0..<5, [], .int32)],
            wrong: [
                WrongCall("start int32 [2] is not one integer") {
                    $0[0].dynamicSlice(at: .zeros([2], dtype: .int32), size: 1, axis: 0)
                }
            ]
        ) { $0[0].dynamicSlice(at: $0[1], size: 2, axis: 1) },
        OpRow(
            "dynamicUpdate", in: file,
            [.normal([4, 5]), .normal([2, 3]), .integers(-2..<7, [2], .int32)],
            also: [
                [.normal([2, 3]), .normal([2, 3]), .integers(0..<1, [2], .int64)],
                [.normal([2, 3]), .normal([0, 3]), .integers(0..<2, [2], .int32)],
            ],
            golden: "changed(a, lambda y, i=np.clip(c[0], 0, 2), j=np.clip(c[1], 0, 2): "
                + "y.__setitem__(np.s_[i:i + 2, j:j + 3], b))",
            wrong: [
                WrongCall("a part of sizes [9] does not fit into [4, 5]") {
                    $0[0].dynamicUpdate(.zeros([9]), at: $0[2])
                },
                WrongCall("a float64 update does not fit into float32") { _ in
                    Tensor.zeros([2]).dynamicUpdate(
                        .zeros([1], dtype: .float64), at: .zeros([1], dtype: .int32))
                },
            ]
        ) { $0[0].dynamicUpdate($0[1], at: $0[2]) },
        OpRow(
            "dynamicUpdate, one axis", in: file,
            [.normal([3, 5]), .normal([1, 2]), .integers(0..<5, [1], .int64)]
        ) { $0[0].dynamicUpdate($0[1], at: $0[2], axis: 1) },
    ]
}()
