import LaminaGraph

private let folder = "Operations/Statistics/"
private let box: [Operand] = [.normal([2, 3, 4])]
private let several: [[Operand]] = [
    [.normal([1, 1, 1])], [.normal([3, 5, 17])], [.normal([0, 3, 4])],
]

let statisticsRows: [OpRow] = [
    OpRow(
        "mean", in: folder + "Moments.swift", box, also: several + [[.normal([2, 0, 4])]],
        golden: "a.mean((1, 2), keepdims=True)",
        wrong: [WrongCall("axis 3 is out of range for rank 3") { $0[0].mean(axis: 3) }]
    ) { $0[0].mean(axes: [1, 2], keepDims: true) },
    OpRow(
        "variance", in: folder + "Moments.swift", box, also: Array(several.dropFirst()),
        golden: "a.var((0, 2), ddof=1)",
        wrong: [WrongCall("axis 3 is out of range for rank 3") { $0[0].variance(axis: 3) }]
    ) { $0[0].variance(axes: [0, 2], correction: 1) },
    OpRow(
        "standardDeviation", in: folder + "Moments.swift", box, golden: "a.std(1)",
        wrong: [
            WrongCall("axis -4 is out of range for rank 3") { $0[0].standardDeviation(axis: -4) }
        ]
    ) { $0[0].standardDeviation(axis: 1) },
    OpRow(
        "average", in: folder + "Moments.swift", [.normal([2, 3, 4]), .uniform(0.5..<2, [3])],
        golden: "np.average(a, 1, b)",
        wrong: [
            WrongCall("[5] and [2, 3, 4] do not broadcast") {
                Tensor.zeros([5]).average(weights: $0[0])
            }
        ]
    ) { $0[0].average(weights: $0[1], axis: 1) },
    OpRow(
        "logSumExp", in: folder + "LogSumExp.swift", box,
        also: [
            [.normal([3, 0, 2])], [.values([1000, 1001, -1000, .infinity], [1, 4])],
            [.values([-.infinity, -.infinity, -.infinity, 0], [2, 2])],
        ],
        golden: "scipy.special.logsumexp(a, 1)",
        wrong: [WrongCall("axis 3 is out of range for rank 3") { $0[0].logSumExp(axis: 3) }]
    ) { $0[0].logSumExp(axis: 1) },
    OpRow(
        "norm", in: folder + "Norms.swift", box,
        also: several + [[.values([3e30, 4e30, 3e-30, 4e-30], [1, 2, 2])]],
        golden: "np.sqrt((a * a).sum((0, 2)))",
        wrong: [WrongCall("p is NaN") { $0[0].norm(p: .nan) }]
    ) { $0[0].norm(axes: [0, 2]) },
    OpRow(
        "norm, 1", in: folder + "Norms.swift", box, golden: "np.linalg.norm(a, 1, 1)"
    ) { $0[0].norm(p: 1, axis: 1) },
    OpRow(
        "norm, 3", in: folder + "Norms.swift", box, golden: "np.linalg.norm(a, 3, 2)"
    ) { $0[0].norm(p: 3, axis: 2) },
    OpRow(
        "norm, largest", in: folder + "Norms.swift", box, golden: "np.linalg.norm(a, np.inf, 0)",
        wrong: [
            WrongCall("axis 0 of [0, 2] is empty") { _ in
                Tensor.zeros([0, 2]).norm(p: .infinity, axis: 0)
            }
        ]
    ) { $0[0].norm(p: .infinity, axis: 0) },
    OpRow(
        "norm, smallest", in: folder + "Norms.swift", box, golden: "np.linalg.norm(a, -np.inf, 1)"
    ) { $0[0].norm(p: -.infinity, axis: 1) },
    OpRow(
        "norm, 0", in: folder + "Norms.swift", [.values([0, 1, -2, 0, 0, 3], [2, 3])],
        golden: "np.linalg.norm(a, 0, 1)", without: .derivatives("a step function")
    ) { $0[0].norm(p: 0, axis: 1) },
    OpRow(
        "nanSum", in: folder + "NaNReductions.swift", [.values([1, .nan, 3, 4, -5, 6.5], [2, 3])],
        golden: "np.nansum(a, 1)",
        wrong: [WrongCall("axis 2 is out of range for rank 2") { $0[0].nanSum(axis: 2) }],
        without: .derivatives("NaN has no differences")
    ) { $0[0].nanSum(axis: 1) },
    OpRow(
        "nanSum, without NaN", in: folder + "NaNReductions.swift", box, golden: "np.nansum(a, 1)"
    ) { $0[0].nanSum(axis: 1) },
    OpRow(
        "nanMean", in: folder + "NaNReductions.swift", box,
        also: [[.values([1, .nan, 3, .nan, .nan, .nan], [1, 2, 3])]], golden: "np.nanmean(a, 2)",
        wrong: [WrongCall("axis 4 is out of range for rank 3") { $0[0].nanMean(axis: 4) }]
    ) { $0[0].nanMean(axis: 2) },
    OpRow(
        "nanMax", in: folder + "NaNReductions.swift", box,
        also: [[.values([1, .nan, 3, .nan, .nan, .nan], [2, 3])]], golden: "np.nanmax(a, 1)",
        wrong: [WrongCall("axis 0 of [0] is empty") { _ in Tensor.zeros([0]).nanMax() }]
    ) { $0[0].nanMax(axis: 1) },
    OpRow(
        "nanMin", in: folder + "NaNReductions.swift", box,
        also: [[.values([1, .nan, 3, .nan, .nan, .nan], [2, 3])]], golden: "np.nanmin(a, 1)",
        wrong: [WrongCall("axis 0 of [0] is empty") { _ in Tensor.zeros([0]).nanMin() }]
    ) { $0[0].nanMin(axis: 1) },
    OpRow(
        "covariance", in: folder + "Covariance.swift", [.normal([3, 7])],
        also: [[.normal([2, 3, 5])], [.normal([1, 2])]], golden: "np.cov(a)",
        wrong: [
            WrongCall("needs [variables, observations] and got rank 1") {
                $0[0].flattened().covariance()
            }
        ]
    ) { $0[0].covariance() },
    OpRow(
        "correlation", in: folder + "Covariance.swift", [.normal([3, 7])],
        golden: "np.corrcoef(a)",
        wrong: [
            WrongCall("needs [variables, observations] and got rank 0") {
                $0[0].sum().correlation()
            }
        ]
    ) { $0[0].correlation() },
    OpRow(
        "binCount", in: folder + "Counting.swift", [.integers(-1..<6, [20], .int32)],
        also: [[.integers(0..<6, [0], .int32)], [.integers(0..<6, [3, 4], .uint8)]],
        golden: "np.bincount(a[(a >= 0) & (a < 5)].astype(int), minlength=5)",
        wrong: [
            WrongCall("the weights are [3] and the elements [20]") {
                $0[0].binCount(bins: 2, weights: .zeros([3]))
            }
        ],
        without: .derivatives("of integers")
    ) { $0[0].binCount(bins: 5) },
    OpRow(
        "binCount, weighted", in: folder + "Counting.swift",
        [.integers(0..<5, [20], .int32), .normal([20])],
        golden: "np.bincount(a.astype(int), b, 5)"
    ) { $0[0].binCount(bins: 5, weights: $0[1]) },
    OpRow(
        "histogram", in: folder + "Counting.swift", [.normal([40])],
        also: [[.normal([0])], [.values([-1, -0.5, 1, .nan, .infinity, 2], [6])]],
        golden: "np.histogram(a, 6, (-1, 2))[0]",
        wrong: [
            WrongCall("1.0...1.0 does not divide into 3 parts") {
                $0[0].histogram(bins: 3, range: 1...1)
            }
        ],
        without: .derivatives("gives integers")
    ) { $0[0].histogram(bins: 6, range: -1...2) },
    OpRow(
        "quantile", in: folder + "Quantiles.swift", box,
        also: [[.normal([1, 1, 1])], [.normal([2, 17, 3])], [.normal([2, 0, 3])]],
        golden: "np.quantile(a, 0.3, axis=(0, 2), keepdims=True)",
        wrong: [
            WrongCall("1.5 is no part of the elements") { $0[0].quantile(1.5) },
            WrongCall("there are no elements to order") { _ in Tensor.zeros([0]).quantile(0) },
            WrongCall("complex64 numbers have no order") { _ in
                Tensor.zeros([2], dtype: .complex64).quantile(0.5)
            },
        ]
    ) { $0[0].quantile(0.3, axes: [0, 2], keepDims: true) },
    OpRow(
        "median", in: folder + "Quantiles.swift", box,
        also: [[.normal([5, 1, 1])], [.values([.nan, 1, 2, 3, .infinity, 5], [2, 3])]],
        golden: "np.median(a, -1)",
        wrong: [WrongCall("axis 3 is out of range for rank 3") { $0[0].median(axis: 3) }]
    ) { $0[0].median(axis: -1) },
    OpRow(
        "median, of integers", in: folder + "Quantiles.swift", [.integers(-9..<9, [5], .int32)],
        golden: "np.median(a)"
    ) { $0[0].median() },
]
