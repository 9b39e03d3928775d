import LaminaGraph

let einsumRows: [OpRow] = {
    let file = "Operations/Einsum.swift"
    let pair: [Operand] = [.normal([3, 4]), .normal([4, 5])]
    return [
        OpRow(
            "einsum", in: file, pair,
            also: [
                [.normal([3, 0]), .normal([0, 5])], [.normal([1, 1]), .normal([1, 1])],
                [.normal([0, 4]), .normal([4, 5])], [.normal([17, 3]), .normal([3, 2])],
            ], golden: "np.einsum('ij,jk->ik', a, b)",
            wrong: [
                WrongCall("'j' has size 4 in operand 0 and 3 in operand 1") {
                    einsum("ij,jk", $0[0], $0[0])
                },
                WrongCall("\"ijk\" names 3 axes, and operand 0 has 2") { einsum("ijk", $0[0]) },
                WrongCall("1 groups of subscripts for 2 operands") { einsum("ij", $0[0], $0[1]) },
                WrongCall("the output names 'z', which no operand has") {
                    einsum("ij->iz", $0[0])
                },
                WrongCall("the output names 'i' twice") { einsum("ij->ii", $0[0]) },
                WrongCall("'i' has sizes 3 and 4 in operand 0") { einsum("ii", $0[0]) },
                WrongCall("'1' is no subscript") { einsum("i1", $0[0]) },
            ]
        ) { einsum("ij,jk->ik", $0[0], $0[1]) },
        OpRow(
            "einsum, batched", in: file, [.normal([2, 3, 4]), .normal([2, 5, 4])],
            golden: "np.einsum('bij,bkj->bki', a, b)"
        ) { einsum("bij, bkj -> bki", $0[0], $0[1]) },
        OpRow(
            "einsum, ellipsis", in: file, [.normal([2, 1, 3, 4]), .normal([5, 4, 2])],
            golden: "np.einsum('...ij,...jk->k...i', a, b)"
        ) { einsum("...ij,...jk->k...i", $0[0], $0[1]) },
        OpRow(
            "einsum, diagonals", in: file, [.normal([3, 2, 3]), .normal([3])],
            golden: "np.einsum('iji,i->ji', a, b)"
        ) { einsum("iji,i->ji", $0[0], $0[1]) },
        OpRow(
            "einsum, implicit output", in: file, [.normal([2, 3, 4]), .normal([4, 2])],
            golden: "np.einsum('cba,ad', a, b)"
        ) { einsum("cba,ad", $0[0], $0[1]) },
        OpRow(
            "einsum, several operands", in: file,
            [.normal([3, 4]), .normal([4, 2]), .normal([2, 5]), .normal([5]), .normal([3, 2])],
            golden: "np.einsum('ab,bc,cd,d,ac->a', a, b, c, d, e)"
        ) { einsum("ab,bc,cd,d,ac->a", $0) },
        OpRow(
            "einsum, sum", in: file, [.normal([3, 4, 2])], golden: "np.einsum('abc->b', a)"
        ) { einsum("abc->b", $0[0]) },
        OpRow(
            "einsum, bilinear", in: file,
            [.normal([2, 3]), .normal([4, 3, 5]), .normal([2, 5])],
            golden: "np.einsum('bi,oij,bj->bo', a, b, c)"
        ) { einsum("bi,oij,bj->bo", $0[0], $0[1], $0[2]) },
    ]
}()
