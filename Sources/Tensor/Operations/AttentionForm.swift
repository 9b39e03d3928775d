import LaminaGraph

/// The sizes of one attention, checked.
struct AttentionForm {
    let leading: Shape
    let queries, keys, heads, size, valueSize: Int

    /// The product of the leading axes.
    var batch: Int { leading.elementCount }

    init(
        _ query: Tensor, _ key: Tensor, _ value: Tensor, _ mask: Tensor?, _ dropout: Double
    ) throws(OpError) {
        let (q, k, v) = (query.shape, key.shape, value.shape)
        func fail(_ problem: String, fix: String) -> OpError {
            var operands: KeyValuePairs = [
                "query": "\(query.spec)", "key": "\(key.spec)", "value": "\(value.spec)",
            ]
            if let mask {
                operands = [
                    "query": "\(query.spec)", "key": "\(key.spec)", "value": "\(value.spec)",
                    "mask": "\(mask.spec)",
                ]
            }
            return OpError(
                op: "scaledDotProductAttention", problem: problem, operands: operands, fix: fix)
        }
        guard q.rank >= 3, q.rank == k.rank, q.rank == v.rank else {
            throw fail(
                "ranks \(q.rank), \(k.rank) and \(v.rank) are not one of at least 3",
                fix: "give all three the axes […, length, heads, size]")
        }
        leading = Shape(q.dropLast(3))
        let (qs, ks, vs) = (Array(q.suffix(3)), Array(k.suffix(3)), Array(v.suffix(3)))
        guard leading == Shape(k.dropLast(3)), leading == Shape(v.dropLast(3)) else {
            throw fail(
                "the leading axes differ: \(leading), \(Shape(k.dropLast(3))) and "
                    + "\(Shape(v.dropLast(3)))",
                fix: "broadcast them to one shape")
        }
        guard ks[0] == vs[0], ks[1] == vs[1] else {
            throw fail(
                "key has \(ks[0]) positions of \(ks[1]) heads, value \(vs[0]) of \(vs[1])",
                fix: "give both the axes […, keys, keyHeads, size]")
        }
        guard qs[2] == ks[2] else {
            throw fail(
                "heads of query have size \(qs[2]), of key \(ks[2])",
                fix: "project both to heads of one size")
        }
        guard ks[1] > 0 ? qs[1] % ks[1] == 0 : qs[1] == 0 else {
            throw fail(
                "\(ks[1]) key heads cannot serve \(qs[1]) heads alike",
                fix: "the number of heads must be a multiple of the key's; or the lengths stand "
                    + "where the heads belong: […, length, heads, size]")
        }
        (queries, heads, size) = (qs[0], qs[1], qs[2])
        (keys, valueSize) = (ks[0], vs[2])
        guard (0..<1).contains(dropout) else {
            throw fail("dropout \(dropout) lies outside 0..<1", fix: "use a probability below 1")
        }
        if [query, key, value].contains(where: { $0.dtype.isComplex }) {
            throw fail("complex scores have no order", fix: "attend over real features")
        }
        guard let mask else { return }
        let scores = Shape(leading + [qs[0] == 0 ? 0 : qs[1], qs[0], ks[0]])
        let joined = try? Shape.broadcast(scores, mask.shape, op: "scaledDotProductAttention")
        guard joined == scores, !mask.dtype.isComplex, !mask.dtype.isInteger else {
            throw fail(
                "a mask \(mask.spec) does not broadcast to the scores \(scores) as bool or numbers",
                fix: "give it the axes […, heads, queries, keys], of size 1 where it repeats")
        }
    }

    /// The mask with the axes `[batch, heads, queries, keys]`, repeated only where it must be.
    func flattened(_ mask: Tensor) -> Tensor {
        let rank = leading.rank + 3
        let full = mask.reshaped(
            Shape([Int](repeating: 1, count: rank - mask.rank) + mask.shape))
        let own = Shape(full.shape.suffix(3))
        if full.shape.dropLast(3).allSatisfy({ $0 == 1 }) { return full.reshaped(Shape([1] + own)) }
        return full.broadcast(to: Shape(Array(leading) + Array(own))).reshaped(
            Shape([batch] + Array(own)))
    }
}
