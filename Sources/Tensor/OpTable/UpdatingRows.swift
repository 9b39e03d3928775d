import LaminaGraph

let updatingRows: [OpRow] = {
    let file = "Operations/Indexing/Updating.swift"
    func golden(_ index: String, _ statement: String) -> String {
        "(lambda x: (\(statement.replacing("I", with: index)), x)[1])(a.copy())"
    }
    return [
        OpRow(
            "updating", in: file, [.normal([4, 5]), .normal([5])],
            also: [[.normal([2, 0]), .normal([0])], [.normal([2, 1]), .normal([1])]],
            golden: golden("1", "x.__setitem__(I, b)"),
            wrong: [
                WrongCall("[5] does not broadcast to the indexed part [2, 2]") {
                    $0[0].updating(at: 1..<3, ..<2, with: $0[1])
                },
                WrongCall("index 4 is out of range for axis 0 of size 4") {
                    $0[0].updating(at: 4, with: $0[1])
                },
                WrongCall("float32 values do not fit a int32 tensor") {
                    Tensor.zeros([4, 5], dtype: .int32).updating(at: 0, with: $0[1])
                },
            ]
        ) { $0[0].updating(at: 1, with: $0[1]) },
        OpRow(
            "updating, box", in: file, [.normal([4, 5, 2]), .normal([2, 1, 2])],
            golden: golden("np.s_[1:3, 2:]", "x.__setitem__(I, b)")
        ) { $0[0].updating(at: 1..<3, 2..., with: $0[1]) },
        OpRow(
            "updating, strides", in: file, [.normal([4, 8]), .normal([2, 3])],
            golden: golden("np.s_[::-2, 1::3]", "x.__setitem__(I, b)")
        ) { $0[0].updating(at: .strided(by: -2), .strided(from: 1, by: 3), with: $0[1]) },
        OpRow(
            "updating, adding", in: file, [.normal([4, 5]), .normal([3, 4])],
            golden: golden("np.s_[1:, ..., :4]", "np.add.at(x, I, b)")
        ) { $0[0].updating(at: 1..., .ellipsis, ..<4, adding: $0[1]) },
        OpRow(
            "updating, multiplying", in: file, [.normal([4, 5]), .normal([4, 1, 1])],
            golden: golden("np.s_[:, 2:3, None]", "np.multiply.at(x, I, b)")
        ) { $0[0].updating(at: .all, 2..<3, .newAxis, multiplyingBy: $0[1]) },
        OpRow(
            "updating, maximum", in: file, [.normal([4, 5]), .normal([5])],
            golden: golden("np.s_[::3]", "np.maximum.at(x, I, b)")
        ) { $0[0].updating(at: .strided(by: 3), takingMaximumWith: $0[1]) },
        OpRow(
            "updating, minimum", in: file, [.normal([4, 5]), .normal([4])],
            golden: golden("np.s_[:, -1]", "np.minimum.at(x, I, b)")
        ) { $0[0].updating(at: .all, -1, takingMinimumWith: $0[1]) },
        OpRow(
            "updating, number", in: file, [.normal([4, 5])],
            golden: golden("np.s_[..., 1:3]", "x.__setitem__(I, 0.5)")
        ) { $0[0].updating(at: .ellipsis, 1..<3, with: 0.5) },
        OpRow(
            "updating, mask", in: file, [.normal([3, 4]), .bools([3]), .normal([4])],
            golden: golden("b.astype(bool)", "x.__setitem__(I, c)"),
            wrong: [
                WrongCall("a mask of shape [3] does not cover axes of [4]") {
                    $0[0].updating(at: .all, $0[1], with: 0)
                }
            ]
        ) { $0[0].updating(at: $0[1], with: $0[2]) },
        OpRow(
            "updating, mask of whole elements", in: file,
            [.normal([2, 3, 2]), .bools([2, 3]), .normal([1, 2])],
            golden: golden("b.astype(bool)", "np.add.at(x, I, c)")
        ) { $0[0].updating(at: $0[1], .ellipsis, adding: $0[2]) },
        OpRow(
            "updating, one value for each place of a mask", in: file,
            [.normal([2, 4]), .normal([2, 2])],
            golden: golden("np.s_[:, np.array([0, 1, 0, 1], bool)]", "x.__setitem__(I, b)")
        ) { $0[0].updating(at: .all, Tensor([false, true, false, true]), with: $0[1]) },
        OpRow(
            "updating, index tensor", in: file,
            [.normal([4, 3]), .integers(-4..<4, [5], .int32), .normal([5, 3])],
            golden: golden("b.astype(int)", "[x.__setitem__(i, v) for i, v in zip(I, c)]")
        ) { $0[0].updating(at: $0[1], with: $0[2]) },
        OpRow(
            "updating, index tensor, adding", in: file,
            [.normal([2, 4, 3]), .integers(-4..<4, [5], .int32), .normal([2, 5, 2])],
            golden: golden("np.s_[:, b.astype(int), 1:]", "np.add.at(x, I, c)")
        ) { $0[0].updating(at: .all, $0[1], 1..., adding: $0[2]) },
        OpRow(
            "updating, index tensors, multiplying", in: file,
            [
                .normal([3, 2, 4]), .integers(0..<3, [2, 1], .int32),
                .integers(0..<4, [3], .int32), .normal([2, 3, 2]),
            ],
            golden: golden("np.s_[b.astype(int), ::-1, c.astype(int)]", "np.multiply.at(x, I, d)")
        ) { $0[0].updating(at: $0[1], .strided(by: -1), $0[2], multiplyingBy: $0[3]) },
        OpRow(
            "updating, index tensor, maximum", in: file,
            [.normal([4, 3]), .integers(0..<4, [5], .int32), .normal([5, 3])],
            golden: golden("b.astype(int)", "np.maximum.at(x, I, c)")
        ) { $0[0].updating(at: $0[1], takingMaximumWith: $0[2]) },
        OpRow(
            "updating, index tensor, minimum", in: file,
            [.normal([4, 3]), .integers(0..<4, [5], .int32), .normal([3])],
            golden: golden("b.astype(int)", "np.minimum.at(x, I, c)")
        ) { $0[0].updating(at: $0[1], takingMinimumWith: $0[2]) },
    ]
}()
