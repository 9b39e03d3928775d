import LaminaGraph

let poolingRows: [OpRow] = windowRows + adaptiveRows

private let windowRows: [OpRow] = {
    let file = "Operations/Pooling.swift"
    return [
        OpRow(
            "maxPool1D", in: file, [.normal([2, 7, 3])],
            also: [[.normal([0, 7, 3])], [.normal([1, 2, 1])], [.normal([1, 17, 17])]],
            golden: """
                torch.max_pool1d(t(a).permute(0, 2, 1), 2, stride=3, padding=1, ceil_mode=True)\
                .permute(0, 2, 1)
                """,
            wrong: [
                WrongCall("padding of 2 holds a whole window of 2") {
                    maxPool1D($0[0], size: 2, padding: .symmetric(2))
                }
            ]
        ) { maxPool1D($0[0], size: 2, stride: 3, padding: .symmetric(1), ceilMode: true) },
        OpRow(
            "maxPool2D", in: file, [.normal([2, 5, 5, 3])],
            also: [
                [.normal([0, 5, 5, 3])], [.normal([1, 1, 1, 1])], [.normal([1, 6, 9, 17])],
                [.values([1, .nan, -.infinity, .infinity, -0.0, 0], [1, 2, 3, 1])],
            ],
            golden: """
                torch.max_pool2d(t(a).permute(0, 3, 1, 2), 3, stride=2, padding=1)\
                .permute(0, 2, 3, 1)
                """,
            wrong: [
                WrongCall("not rank 3") {
                    maxPool2D($0[0].slice(0..<1).reshaped([5, 5, 3]), size: 2)
                },
                WrongCall("stride is 0") { maxPool2D($0[0], size: 0) },
                WrongCall("spans 6 elements of axis 1, which has 5") { maxPool2D($0[0], size: 6) },
                WrongCall("not int32") { maxPool2D($0[0].asType(.int32), size: 2) },
            ]
        ) { maxPool2D($0[0], size: 3, stride: 2, padding: .symmetric(1)) },
        OpRow(
            "maxPool3D", in: file, [.normal([1, 4, 3, 5, 2])],
            also: [[.normal([0, 4, 3, 5, 2])], [.normal([2, 2, 2, 2, 1])]],
            golden: """
                torch.max_pool3d(t(a).permute(0, 4, 1, 2, 3), (2, 2, 2), stride=(2, 1, 2), \
                padding=(0, 1, 0)).permute(0, 2, 3, 4, 1)
                """,
            wrong: [
                WrongCall("size [2, 2] does not fit 3 axes") { maxPool3D($0[0], size: [2, 2]) }
            ]
        ) {
            maxPool3D(
                $0[0], size: 2, stride: [2, 1, 2],
                padding: .explicit(before: [0, 1, 0], after: [0, 1, 0]))
        },
        OpRow(
            "averagePool1D", in: file, [.normal([2, 7, 3])],
            also: [[.normal([0, 7, 3])], [.normal([1, 17, 17])]],
            golden: """
                torch.avg_pool1d(t(a).permute(0, 2, 1), 3, stride=2, padding=1, ceil_mode=True, \
                count_include_pad=True).permute(0, 2, 1)
                """,
            wrong: [WrongCall("stride is 0") { averagePool1D($0[0], size: 2, stride: 0) }]
        ) {
            averagePool1D(
                $0[0], size: 3, stride: 2, padding: .symmetric(1), ceilMode: true,
                countsPadding: true)
        },
        OpRow(
            "averagePool2D", in: file, [.normal([2, 5, 5, 3])],
            also: [[.normal([0, 5, 5, 3])], [.normal([1, 1, 1, 1])], [.normal([1, 6, 9, 17])]],
            golden: """
                torch.nn.functional.avg_pool2d(t(a).permute(0, 3, 1, 2), 2, stride=2, \
                ceil_mode=True, count_include_pad=False).permute(0, 2, 3, 1)
                """,
            wrong: [
                WrongCall("padding of -1 elements") {
                    averagePool2D($0[0], size: 2, padding: .symmetric(-1))
                }
            ]
        ) { averagePool2D($0[0], size: 2, stride: 2, padding: .same) },
        OpRow(
            "averagePool2D, ceiling", in: file, [.normal([1, 6, 7, 2])],
            golden: """
                torch.nn.functional.avg_pool2d(t(a).permute(0, 3, 1, 2), (3, 2), stride=(2, 3), \
                padding=1, ceil_mode=True, count_include_pad=True).permute(0, 2, 3, 1)
                """
        ) {
            averagePool2D(
                $0[0], size: [3, 2], stride: [2, 3], padding: .symmetric(1), ceilMode: true,
                countsPadding: true)
        },
        OpRow(
            "averagePool3D", in: file, [.normal([1, 4, 3, 5, 2])],
            also: [[.normal([0, 4, 3, 5, 2])]],
            golden: """
                torch.nn.functional.avg_pool3d(t(a).permute(0, 4, 1, 2, 3), 2, stride=(2, 1, 2), \
                padding=1, count_include_pad=False).permute(0, 2, 3, 4, 1)
                """,
            wrong: [WrongCall("not rank 4") { averagePool3D($0[0].sum(axis: 4), size: 2) }]
        ) {
            averagePool3D(
                $0[0], size: 2, stride: [2, 1, 2], padding: .symmetric(1))
        },
    ]
}()

private let adaptiveRows: [OpRow] = {
    let file = "Operations/AdaptivePooling.swift"
    let images: [Operand] = [.normal([2, 5, 4, 3])]
    return [
        OpRow(
            "adaptiveAveragePool", in: file, images,
            also: [[.normal([0, 5, 4, 3])], [.normal([1, 3, 2, 1])], [.normal([1, 17, 2, 1])]],
            golden: """
                torch.nn.functional.adaptive_avg_pool2d(t(a).permute(0, 3, 1, 2), (3, 2))\
                .permute(0, 2, 3, 1)
                """,
            wrong: [
                WrongCall("size is 0") { adaptiveAveragePool($0[0], to: 0) },
                WrongCall("rank 2 leaves no axes") {
                    adaptiveAveragePool($0[0].sum(axes: [1, 2]), to: 1)
                },
            ]
        ) { adaptiveAveragePool($0[0], to: [3, 2]) },
        OpRow(
            "adaptiveMaxPool", in: file, images,
            also: [[.normal([0, 5, 4, 3])], [.normal([1, 3, 2, 1])]],
            golden: """
                torch.nn.functional.adaptive_max_pool2d(t(a).permute(0, 3, 1, 2), (3, 3))\
                .permute(0, 2, 3, 1)
                """,
            wrong: [
                WrongCall("size [1, 2, 3] does not fit 2 axes") {
                    adaptiveMaxPool($0[0], to: [1, 2, 3])
                }
            ]
        ) { adaptiveMaxPool($0[0], to: 3) },
        OpRow(
            "globalAveragePool", in: file, images, also: [[.normal([0, 2, 3])]],
            golden: "a.mean((1, 2))",
            wrong: [WrongCall("rank 1 leaves no axes") { globalAveragePool($0[0].flattened()) }]
        ) { globalAveragePool($0[0]) },
        OpRow(
            "globalMaxPool", in: file, images, also: [[.normal([0, 2, 3])]],
            golden: "a.max((1, 2))",
            wrong: [WrongCall("axis 1 is empty") { globalMaxPool($0[0].slice(0..<0, axis: 1)) }]
        ) { globalMaxPool($0[0]) },
        OpRow(
            "maxPool2DWithIndices", in: "Operations/Unpooling.swift", [.normal([2, 5, 4, 2])],
            also: [[.normal([0, 5, 4, 2])], [.normal([1, 3, 3, 1])]],
            golden: """
                torch.nn.functional.max_pool2d(t(a).permute(0, 3, 1, 2), (3, 2), stride=2, \
                padding=1, return_indices=True)[1].permute(0, 2, 3, 1)
                """,
            wrong: [
                WrongCall("not rank 2") {
                    maxPool2DWithIndices($0[0].sum(axes: [1, 2]), size: 2).indices
                }
            ], without: .derivatives("indices are integers")
        ) { maxPool2DWithIndices($0[0], size: [3, 2], stride: 2, padding: .symmetric(1)).indices },
        OpRow(
            "maxUnpool2D", in: "Operations/Unpooling.swift",
            [.normal([2, 3, 2, 2]), .integers(0..<20, [2, 3, 2, 2], .int32)],
            also: [[.normal([0, 3, 2, 2]), .integers(0..<20, [0, 3, 2, 2], .int32)]],
            golden: "(lambda y: (y[..., 0] / np.maximum(y[..., 1], 1)).reshape(2, 5, 4, 2))("
                + "changed(np.zeros((2, 20, 2, 2)), lambda y: np.add.at("
                + "y, (np.arange(2)[:, None, None, None], b, np.arange(2)), "
                + "np.stack([a, np.ones_like(a)], -1))))",
            wrong: [
                WrongCall("indices are float32") {
                    maxUnpool2D($0[0].asType(.float32), indices: $0[0].asType(.float32), to: 2)
                },
                WrongCall("must have one shape of rank 4") {
                    maxUnpool2D($0[0].flattened(), indices: $0[1], to: 4)
                },
            ]
        ) { maxUnpool2D($0[0], indices: $0[1], to: [5, 4]) },
    ]
}()
