import LaminaGraph

let shapeRows: [OpRow] =
    reshapingRows + axisOrderRows + joiningRows + repeatingRows + windowRows

private let box: [Operand] = [.normal([2, 3, 4])]

private let reshapingRows: [OpRow] = {
    let file = "Operations/Reshaping.swift"
    return [
        OpRow(
            "reshaped", in: file, box, also: [[.normal([0, 4])], [.normal([4, 1])]],
            golden: "a.reshape(4, -1)",
            wrong: [
                WrongCall("24 elements do not fill [5, 5], which has 25") {
                    $0[0].reshaped([5, 5])
                },
                WrongCall("24 elements do not divide into [5, -1]") { $0[0].reshaped([5, -1]) },
                WrongCall("[-1, -1] has more than one unknown") { $0[0].reshaped([-1, -1]) },
            ]
        ) { $0[0].reshaped([4, -1]) },
        OpRow(
            "flattened", in: file, box, also: [[.normal([1, 0, 3])], [.normal([5, 1])]],
            golden: "a.reshape(a.shape[0], -1)",
            wrong: [
                WrongCall("axis 3 is out of range for rank 3") { $0[0].flattened(from: 3) },
                WrongCall("axis 2 comes after axis 1") { $0[0].flattened(from: 2, to: 1) },
            ]
        ) { $0[0].flattened(from: 1) },
        OpRow(
            "unflattened", in: file, box, golden: "a.reshape(2, 3, 2, 2)",
            wrong: [
                WrongCall("axis 2 has 4 elements, and [3, 2] 6") {
                    $0[0].unflattened(axis: -1, into: [3, 2])
                },
                WrongCall("4 elements do not divide into [3, -1]") {
                    $0[0].unflattened(axis: -1, into: [3, -1])
                },
            ]
        ) { $0[0].unflattened(axis: -1, into: [2, -1]) },
        OpRow(
            "squeezed", in: file, [.normal([1, 3, 1, 2])], golden: "np.squeeze(a)",
            wrong: [
                WrongCall("axis 1 has size 3, not 1") { $0[0].squeezed(axis: 1) },
                WrongCall("axis 0 is listed twice") { $0[0].squeezed(axes: [0, -4]) },
            ]
        ) { $0[0].squeezed() },
        OpRow(
            "squeezed, axis", in: file, [.normal([1, 3, 1, 2])], golden: "np.squeeze(a, 2)"
        ) { $0[0].squeezed(axis: -2) },
        OpRow(
            "expandedDims", in: file, box, also: [[.normal([])], [.normal([0])]],
            golden: "a[..., None] * 2",
            wrong: [
                WrongCall("axis 4 is out of range for rank 4") { $0[0].expandedDims(axis: 4) },
                WrongCall("axis 1 is listed twice") { $0[0].expandedDims(axes: [1, -4]) },
            ]
        ) { $0[0].expandedDims(axis: -1) * 2 },
        OpRow(
            "expandedDims, axes", in: file, box, golden: "np.expand_dims(a, (0, -1)) * 2"
        ) { $0[0].expandedDims(axes: [0, -1]) * 2 },
        OpRow(
            "atLeast", in: file, [.normal([5])], also: [[.normal([])]],
            golden: "np.atleast_2d(a)",
            wrong: [WrongCall("the result would have 9 axes") { $0[0].atLeast(rank: 9) }]
        ) { $0[0].atLeast(rank: 2) },
        OpRow(
            "broadcast", in: "Operations/Broadcasting.swift", [.normal([3, 1])],
            also: [[.normal([])], [.normal([4])], [.normal([1, 1])]],
            golden: "np.broadcast_to(a, (2, 3, 4))",
            wrong: [
                WrongCall("[3, 1] does not broadcast to [2, 4]; axis -2: 3 and 2") {
                    $0[0].broadcast(to: [2, 4])
                },
                WrongCall("[3, 1] has more axes than [3]") { $0[0].broadcast(to: [3]) },
            ]
        ) { $0[0].broadcast(to: [2, 3, 4]) },
        OpRow(
            "broadcastTogether", in: "Operations/Broadcasting.swift",
            [.normal([3, 1]), .normal([2, 1, 4])],
            golden: "np.multiply(*np.broadcast_arrays(a, b))",
            wrong: [
                WrongCall("[3, 1] and [2, 4] do not broadcast; axis -2: 3 and 2") {
                    broadcastTogether([$0[0], .zeros([2, 4])])[0]
                }
            ]
        ) {
            let both = broadcastTogether($0)
            return both[0] * both[1]
        },
    ]
}()

private let axisOrderRows: [OpRow] = {
    let file = "Operations/AxisOrder.swift"
    return [
        OpRow(
            "transposed", in: file, box, also: [[.normal([1, 0, 5])], [.normal([17, 1, 2])]],
            golden: "np.transpose(a, (2, 0, 1))",
            wrong: [
                WrongCall("[0, 2] is not an order of the axes 0..<3") { $0[0].transposed([0, 2]) },
                WrongCall("[0, 0, 1] is not an order") { $0[0].transposed([0, 0, 1]) },
            ]
        ) { $0[0].transposed([2, 0, 1]) },
        OpRow(
            "swappedAxes", in: file, box, golden: "np.swapaxes(a, 0, -1)",
            wrong: [
                WrongCall("axis 3 is out of range for rank 3") { $0[0].swappedAxes(0, 3) }
            ]
        ) { $0[0].swappedAxes(0, -1) },
        OpRow(
            "matrixTransposed", in: file, box, also: [[.normal([5, 1])]],
            golden: "np.swapaxes(a, 1, 2)",
            wrong: [
                WrongCall("a tensor of rank 1 has no matrices") {
                    $0[0].flattened().matrixTransposed()
                }
            ]
        ) { $0[0].matrixTransposed() },
        OpRow(
            "movedAxis", in: file, box, golden: "np.moveaxis(a, 0, -1)",
            wrong: [
                WrongCall("axis -4 is out of range for rank 3") {
                    $0[0].movedAxis(from: -4, to: 0)
                }
            ]
        ) { $0[0].movedAxis(from: 0, to: -1) },
        OpRow(
            "flipped", in: file, box, also: [[.normal([1, 0, 2])], [.normal([1, 17, 1])]],
            golden: "np.flip(a, (0, 2))",
            wrong: [
                WrongCall("axis 3 is out of range for rank 3") { $0[0].flipped(axis: 3) },
                WrongCall("axis 2 is listed twice") { $0[0].flipped(axes: [2, -1]) },
            ]
        ) { $0[0].flipped(axes: [0, -1]) },
        OpRow(
            "flipped, beside the tensor itself", in: file, [.normal([5, 3])],
            golden: "np.flip(a, 0) * a + np.flip(a, 1)"
        ) { $0[0].flipped(axis: 0) * $0[0] + $0[0].flipped(axis: 1) },
        OpRow(
            "rolled", in: file, box, also: [[.normal([2, 0])], [.normal([1, 1])]],
            golden: "np.roll(a, -2, 1)",
            wrong: [
                WrongCall("axis 3 is out of range for rank 3") { $0[0].rolled(by: 1, axis: 3) },
                WrongCall("1 shifts for 2 axes") { $0[0].rolled(by: [1], axes: [0, 1]) },
            ]
        ) { $0[0].rolled(by: -2, axis: 1) },
        OpRow(
            "rolled, two axes", in: file, box, golden: "np.roll(a, (5, 1), (1, 2))"
        ) { $0[0].rolled(by: [5, 1], axes: [1, -1]) },
        OpRow(
            "rotated90", in: file, box, golden: "np.rot90(a, 1, (0, 2))",
            wrong: [
                WrongCall("axis 1 is listed twice") { $0[0].rotated90(axes: (1, -2)) }
            ]
        ) { $0[0].rotated90(axes: (0, 2)) },
        OpRow("rotated90, back", in: file, box, golden: "np.rot90(a, -1)") {
            $0[0].rotated90(times: -1)
        },
    ]
}()

private let joiningRows: [OpRow] = {
    let (joining, splitting) = ("Operations/Joining.swift", "Operations/Splitting.swift")
    return [
        OpRow(
            "concatenated", in: joining, [.normal([2, 3]), .normal([2, 4])],
            also: [[.normal([0, 1]), .normal([0, 2])], [.normal([5, 0]), .normal([5, 1])]],
            golden: "np.concatenate([a, b], 1)",
            wrong: [
                WrongCall("tensor 1 is [2, 4] and the first [2, 3]: only axis 0 may differ") {
                    concatenated($0)
                },
                WrongCall("there is nothing to join") { _ in concatenated([]) },
                WrongCall("a scalar has no axis") { _ in concatenated([Tensor(1), Tensor(2)]) },
            ]
        ) { concatenated($0, axis: 1) },
        OpRow(
            "stacked", in: joining, [.normal([2, 3]), .normal([2, 3])],
            also: [[.normal([]), .normal([])], [.normal([0]), .normal([0])]],
            golden: "np.stack([a, b], -1)",
            wrong: [
                WrongCall("tensor 1 is [3, 2] and the first [2, 3]") {
                    stacked([$0[0], $0[1].transposed()])
                },
                WrongCall("axis 3 is out of range for rank 3") { stacked($0, axis: 3) },
                WrongCall("there is nothing to stack") { _ in stacked([]) },
            ]
        ) { stacked($0, axis: -1) },
        OpRow(
            "slice", in: splitting, box, golden: "a[:, 1:3]",
            wrong: [
                WrongCall("1..<4 does not lie inside axis 1 of size 3") {
                    $0[0].slice(1..<4, axis: 1)
                },
                WrongCall("axis 3 is out of range for rank 3") { $0[0].slice(0..<1, axis: 3) },
            ]
        ) { $0[0].slice(1..<3, axis: 1) },
        OpRow(
            "split", in: splitting, box, golden: "(lambda p, q: p * np.exp(q))(*np.split(a, 2, 2))",
            wrong: [
                WrongCall("axis 1 of size 3 has no 2 equal parts") {
                    $0[0].split(into: 2, axis: 1)[0]
                },
                WrongCall("parts of [1, 1] do not fill axis 1 of size 3") {
                    $0[0].split(sizes: [1, 1], axis: 1)[0]
                },
                WrongCall("[2, 1] are not rising positions of axis 1 of size 3") {
                    $0[0].split(at: [2, 1], axis: 1)[0]
                },
            ]
        ) {
            let halves = $0[0].split(into: 2, axis: -1)
            return halves[0] * exp(halves[1])
        },
        OpRow("split, sizes", in: splitting, box, golden: "a[:, :, 1:2] * a[:, :, 2:]") {
            let parts = $0[0].split(sizes: [1, 1, -1], axis: 2)
            return parts[1] * parts[2]
        },
        OpRow("split, positions", in: splitting, box, golden: "a[:, 1:2] * a[:, 2:]") {
            let parts = $0[0].split(at: [1, 2], axis: 1)
            return parts[1] * parts[2]
        },
        OpRow(
            "chunked", in: splitting, box, golden: "a[:, :2] * a[:, 2:]",
            wrong: [
                WrongCall("a part of size 0 has no elements") { $0[0].chunked(size: 0)[0] }
            ]
        ) {
            let parts = $0[0].chunked(size: 2, axis: 1)
            return parts[0] * parts[1]
        },
        OpRow(
            "unstacked", in: splitting, box, golden: "a[:, 0] * a[:, 2] + a[:, 1]",
            wrong: [
                WrongCall("axis 3 is out of range for rank 3") { $0[0].unstacked(axis: 3)[0] }
            ]
        ) {
            let rows = $0[0].unstacked(axis: 1)
            return rows[0] * rows[2] + rows[1]
        },
    ]
}()

private let repeatingRows: [OpRow] = {
    let (file, padding) = ("Operations/Repeating.swift", "Operations/Padding.swift")
    let modes: [(PaddingMode, String)] = [
        (.edge, "edge"), (.reflect, "reflect"), (.symmetric, "symmetric"), (.wrap, "wrap"),
    ]
    return [
        OpRow(
            "tiled", in: file, [.normal([2, 3])], also: [[.normal([])], [.normal([0, 2])]],
            golden: "np.tile(a, (2, 1, 3))",
            wrong: [
                WrongCall("[2, -1] has a negative number of copies") { $0[0].tiled([2, -1]) }
            ]
        ) { $0[0].tiled([2, 1, 3]) },
        OpRow(
            "repeated", in: file, box, also: [[.normal([1, 0])], [.normal([1, 1, 1])]],
            golden: "np.repeat(a, 3, 1)",
            wrong: [
                WrongCall("-1 copies are fewer than none") { $0[0].repeated(-1, axis: 0) },
                WrongCall("2 counts for axis 1 of size 3") {
                    $0[0].repeated(counts: [1, 2], axis: 1)
                },
            ]
        ) { $0[0].repeated(3, axis: 1) },
        OpRow("repeated, counts", in: file, box, golden: "np.repeat(a, [2, 0, 3], 1)") {
            $0[0].repeated(counts: [2, 0, 3], axis: 1)
        },
        OpRow(
            "padded", in: padding, box, also: [[.normal([0, 1, 2])], [.normal([1, 1, 1])]],
            golden: "np.pad(a, ((0, 1), (1, 0), (2, 0)), constant_values=0.5)",
            wrong: [
                WrongCall("2 sizes before and 3 after for rank 3") {
                    $0[0].padded(low: [0, 1], high: [0, 1, 0])
                },
                WrongCall("[0, -1, 0] and [0, 0, 0] have a negative size") {
                    $0[0].padded(low: [0, -1, 0], high: [0, 0, 0])
                },
                WrongCall("axis 1 is empty, so nothing can be copied") {
                    $0[0].slice(0..<0, axis: 1)
                        .padded(low: [0, 1, 0], high: [0, 0, 0], mode: .edge)
                },
            ]
        ) { $0[0].padded(low: [0, 1, 2], high: [1, 0, 0], value: 0.5) },
    ]
        + modes.map { mode, name in
            OpRow(
                "padded, \(name)", in: padding, [.normal([3, 4])],
                also: [[.normal([1, 1])], [.normal([1, 5])]],
                golden: "np.pad(a, ((2, 1), (0, 3)), '\(name)')"
            ) { $0[0].padded(low: [2, 0], high: [1, 3], mode: mode) }
        }
        + modes.map { mode, name in
            OpRow(
                "padded, \(name) further than the axis", in: padding, [.normal([3])],
                golden: "np.pad(a, (7, 8), '\(name)')"
            ) { $0[0].padded(low: [7], high: [8], mode: mode) }
        }
}()

private let windowRows: [OpRow] = {
    let file = "Operations/Windows.swift"
    let view = "np.lib.stride_tricks.sliding_window_view"
    return [
        OpRow(
            "unfolded", in: file, [.normal([2, 7, 2])],
            golden: "\(view)(a, 5, 1)[:, ::2, :, ::2]",
            wrong: [
                WrongCall("a window of 9 elements is longer than axis 1 of size 7") {
                    $0[0].unfolded(axis: 1, size: 5, dilation: 2)
                },
                WrongCall("sizes [0], strides [1], dilations [1]") {
                    $0[0].unfolded(axis: 1, size: 0)
                },
                WrongCall("axis 3 is out of range for rank 3") {
                    $0[0].unfolded(axis: 3, size: 1)
                },
            ]
        ) { $0[0].unfolded(axis: 1, size: 3, stride: 2, dilation: 2) },
        OpRow(
            "unfolded, two axes", in: file, [.normal([4, 2, 3])],
            golden: "\(view)(a, (2, 3), (2, 0))",
            wrong: [
                WrongCall("axis 1 is listed twice") {
                    $0[0].unfolded(axes: [1, -2], sizes: [1, 1])
                },
                WrongCall("1 sizes, 1 strides and 1 dilations for 2 axes") {
                    $0[0].unfolded(axes: [0, 1], sizes: [1])
                },
            ]
        ) { $0[0].unfolded(axes: [2, 0], sizes: [2, 3]) },
        OpRow(
            "folded", in: file, [.normal([2, 3, 2, 4])],
            golden: "torch.nn.functional.fold(t(a).permute(0, 2, 3, 1).reshape(2, 8, 3), (1, 8), "
                + "(1, 4), stride=(1, 2)).reshape(2, 2, 8).swapaxes(1, 2)",
            wrong: [
                WrongCall("lengths [9] have [2, 2, 2] positions, not [2, 3, 2]") {
                    $0[0].folded(axis: 1, length: 9, stride: 4)
                },
                WrongCall("1 axes and 2 lengths for rank 4") {
                    $0[0].folded(axes: [1], lengths: [9, 1])
                },
            ]
        ) { $0[0].folded(axis: 1, length: 8, stride: 2) },
        OpRow("folded, two axes", in: file, [.normal([2, 2, 3, 2])]) {
            $0[0].folded(axes: [1, 0], lengths: [4, 4], dilations: [1, 2])
        },
        OpRow(
            "im2col", in: file, [.normal([1, 3, 4, 2])],
            golden: "torch.nn.functional.unfold(t(a).permute(0, 3, 1, 2), (2, 2), padding=(1, 0), "
                + "stride=(2, 1)).reshape(1, 2, 4, 2, 3).permute(0, 3, 4, 2, 1)"
                + ".reshape(1, 2, 3, 8)",
            wrong: [
                WrongCall("needs four axes, not 3") {
                    $0[0].squeezed(axis: 0).im2col(size: [1, 1])
                },
                WrongCall("a window of 4 elements is longer than axis 1 of size 3") {
                    $0[0].im2col(size: [4, 1])
                },
                WrongCall("size [3] and padding [0, 0] are not of two axes") {
                    $0[0].im2col(size: [3])
                },
            ]
        ) { $0[0].im2col(size: [2, 2], stride: [2, 1], padding: [1, 0]) },
        OpRow(
            "col2im", in: file, [.normal([1, 2, 3, 8])],
            golden: "torch.nn.functional.fold(t(a).reshape(1, 2, 3, 4, 2).permute(0, 4, 3, 1, 2)"
                + ".reshape(1, 8, 6), (3, 4), (2, 2), padding=(1, 0), stride=(2, 1))"
                + ".permute(0, 2, 3, 1)",
            wrong: [
                WrongCall("9 x 4 has 5 x 3 positions, not 2 x 3") {
                    $0[0].col2im(
                        height: 9, width: 4, size: [2, 2], stride: [2, 1], padding: [1, 0])
                },
                WrongCall("rows of 8 are not windows of 3 x 1") {
                    $0[0].col2im(height: 3, width: 4, size: [3, 1])
                },
            ]
        ) {
            $0[0].col2im(height: 3, width: 4, size: [2, 2], stride: [2, 1], padding: [1, 0])
        },
    ]
}()
