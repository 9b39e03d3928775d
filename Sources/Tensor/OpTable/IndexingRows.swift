import LaminaGraph

let indexingRows: [OpRow] = basicIndexRows + lookupRows

private let box: [Operand] = [.normal([3, 4, 5])]

private let basicIndexRows: [OpRow] = {
    let file = "Operations/Indexing/Subscript.swift"
    return [
        OpRow(
            "subscript", in: file, box, also: [[.normal([1, 1, 0])], [.normal([2, 2, 1])]],
            golden: "a[-1, 1:]",
            wrong: [
                WrongCall("index 3 is out of range for axis 0 of size 3") { $0[0][3] },
                WrongCall("index -5 is out of range for axis 1 of size 4") { $0[0][0, -5] },
                WrongCall("range 2..<6 does not lie inside axis 1 of size 4") {
                    $0[0][.all, 2..<6]
                },
                WrongCall("range -2..<0 runs backwards, from 3 to 0, on axis 2 of size 5") {
                    $0[0][.ellipsis, -2..<0]
                },
                WrongCall("strided(by: 0) never leaves its start on axis 0") {
                    $0[0][.strided(by: 0)]
                },
                WrongCall("4 indices for rank 3") { $0[0][0, 0, 0, 0] },
                WrongCall("2 indices are .ellipsis") { $0[0][.ellipsis, 0, .ellipsis] },
            ]
        ) { $0[0][-1, 1...] },
        OpRow(
            "subscript, ellipsis and new axes", in: file, box,
            golden: "a[None, ..., None, -2]"
        ) { $0[0][.newAxis, .ellipsis, .newAxis, -2] },
        OpRow(
            "subscript, strides", in: file, box, golden: "a[1:, ::2, ::-2]"
        ) {
            $0[0][1..., .strided(by: 2), .strided(by: -2)]
        },
        OpRow("subscript, strides with ends", in: file, box, golden: "a[:, -2:0:-1, 1:-1:2]") {
            $0[0][.all, .strided(from: -2, to: 0, by: -1), .strided(from: 1, to: -1, by: 2)]
        },
        OpRow("subscript, closed ranges", in: file, box, golden: "a[:2, 1:3, -3:-1]") {
            $0[0][...1, 1...2, -3...(-2)]
        },
    ]
}()

private let lookupRows: [OpRow] = {
    let file = "Operations/Indexing/Subscript.swift"
    let table: [Operand] = [.normal([4, 3]), .integers(-4..<4, [2, 3], .int32)]
    let pair: [Operand] = [
        .normal([3, 4, 2]), .integers(-3..<3, [2, 1], .int32), .integers(0..<4, [3], .int64),
    ]
    return [
        OpRow(
            "subscript, index tensor", in: file, table,
            also: [
                [.normal([4, 0]), .integers(0..<4, [2], .int32)],
                [.normal([1]), .integers(0..<1, [], .uint8)],
                [.normal([4, 3]), .integers(0..<4, [0], .int32)],
            ],
            golden: "a[b.astype(int)]",
            wrong: [
                WrongCall("an index tensor is float32") { $0[0][$0[1].asType(.float32)] },
                WrongCall("3 indices for rank 2") { $0[0][$0[1], $0[1], $0[1]] },
                WrongCall("[2, 3] and [3, 2] do not broadcast; axis -2: 2 and 3") {
                    $0[0][$0[1], $0[1].transposed()]
                },
            ]
        ) { $0[0][$0[1]] },
        OpRow(
            "subscript, list", in: file, [.normal([4, 3])], golden: "a[:, [2, 0, -1, 2]]",
            wrong: [
                WrongCall("index 4 is out of range for axis 0 of size 4") { $0[0][[0, 4]] }
            ]
        ) { $0[0][.all, [2, 0, -1, 2]] },
        OpRow(
            "subscript, index tensors side by side", in: file, pair,
            golden: "a[b.astype(int), c.astype(int)]"
        ) { $0[0][$0[1], $0[2]] },
        OpRow(
            "subscript, index tensors parted by a range", in: file,
            [.normal([3, 2, 4]), pair[1], pair[2]], golden: "a[b.astype(int), 1:, c.astype(int)]"
        ) { $0[0][$0[1], 1..., $0[2]] },
        OpRow(
            "subscript, index tensor behind a range", in: file,
            [.normal([3, 2, 4]), .integers(0..<4, [2, 2], .int32)],
            golden: "a[::-1, None, 1, b.astype(int)]"
        ) { $0[0][.strided(by: -1), .newAxis, 1, $0[1]] },
        OpRow(
            "subscript, number parted from an index tensor", in: file,
            [.normal([3, 2, 4]), .integers(0..<4, [3], .int32)], golden: "a[1, :, b.astype(int)]"
        ) { $0[0][1, .all, $0[1]] },
        OpRow(
            "subscript, mask", in: file, box, golden: "a[:, np.arange(4) % 3 == 0]",
            wrong: [
                WrongCall("a mask of shape [3] does not cover axes of [4]") {
                    $0[0][0, Tensor([true, false, true])]
                },
                WrongCall("a mask of rank 0 covers no axis") { $0[0][Tensor([true], shape: [])] },
                WrongCall("4 indices for rank 3") {
                    $0[0][Tensor.zeros([3, 4], dtype: .bool), 0, 0]
                },
            ]
        ) { $0[0][.all, Tensor([true, false, false, true])] },
        OpRow(
            "subscript, mask of two axes", in: file, [.normal([2, 3, 2])],
            golden: "a[np.array([[1, 0, 1], [0, 0, 1]], bool), [1, 1, 0]]"
        ) {
            let mask = Tensor([true, false, true, false, false, true], shape: [2, 3])
            return $0[0][mask, [1, 1, 0]]
        },
    ]
}()
