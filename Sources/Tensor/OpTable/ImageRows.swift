import LaminaGraph

let imageRows: [OpRow] = {
    let file = "Operations/Resize.swift"
    let image: [Operand] = [.normal([1, 4, 5, 2])]
    return [
        OpRow(
            "resized", in: file, image,
            also: [[.normal([0, 4, 5, 2])], [.normal([1, 1, 1, 1])], [.normal([2, 17, 3])]],
            golden: """
                torch.nn.functional.interpolate(t(a).permute(0, 3, 1, 2), (2, 7), \
                mode='bilinear', antialias=True).permute(0, 2, 3, 1)
                """,
            wrong: [
                WrongCall("1 sizes for 2 axes") { $0[0].resized(to: [3]) },
                WrongCall("axis 1 goes from 4 elements to 0") { $0[0].resized(to: [0, 3]) },
                WrongCall("axis 1 is listed twice") { $0[0].resized(to: [2, 2], axes: [1, -3]) },
            ]
        ) { $0[0].rank == 4 ? $0[0].resized(to: [2, 7]) : $0[0].resized(to: [4]) },
        OpRow(
            "resized, nearest", in: file, image,
            golden: """
                torch.nn.functional.interpolate(t(a).permute(0, 3, 1, 2), (3, 8), \
                mode='nearest-exact').permute(0, 2, 3, 1)
                """
        ) { $0[0].resized(to: [3, 8], method: .nearest) },
        OpRow(
            "resized, cubic", in: file, [.normal([1, 7, 6, 1])],
            golden: """
                torch.nn.functional.interpolate(t(a).permute(0, 3, 1, 2), (3, 8), \
                mode='bicubic', antialias=True).permute(0, 2, 3, 1)
                """
        ) { $0[0].resized(to: [3, 8], method: .cubic) },
        OpRow(
            "resized, corners", in: file, image,
            golden: """
                torch.nn.functional.interpolate(t(a).permute(0, 3, 1, 2), (3, 8), \
                mode='bilinear', align_corners=True).permute(0, 2, 3, 1)
                """
        ) { $0[0].resized(to: [3, 8], antialias: false, alignCorners: true) },
        OpRow(
            "resized, plain", in: file, image,
            golden: """
                torch.nn.functional.interpolate(t(a).permute(0, 3, 1, 2), (2, 7), \
                mode='bilinear').permute(0, 2, 3, 1)
                """
        ) { $0[0].resized(to: [2, 7], antialias: false) },
        OpRow("resized, lanczos3", in: file, image) {
            $0[0].resized(to: [7, 3], method: .lanczos3)
        },
        OpRow(
            "pixelShuffled", in: "Operations/PixelShuffle.swift", [.normal([2, 2, 3, 8])],
            also: [[.normal([0, 2, 3, 4])]],
            golden: "torch.pixel_shuffle(t(a).permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)",
            wrong: [WrongCall("a multiple of 9") { $0[0].pixelShuffled(factor: 3) }]
        ) { $0[0].pixelShuffled(factor: 2) },
        OpRow(
            "pixelUnshuffled", in: "Operations/PixelShuffle.swift", [.normal([2, 4, 6, 2])],
            also: [[.normal([0, 2, 4, 1])]],
            golden: "torch.pixel_unshuffle(t(a).permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)",
            wrong: [WrongCall("multiples of 4") { $0[0].pixelUnshuffled(factor: 4) }]
        ) { $0[0].pixelUnshuffled(factor: 2) },
        OpRow(
            "gridSample", in: "Operations/GridSample.swift",
            [.normal([2, 3, 4, 2]), .uniform(-1.2..<1.2, [2, 2, 3, 2])],
            also: [[.normal([0, 3, 4, 2]), .uniform(-1..<1, [0, 2, 3, 2])]],
            golden: """
                torch.nn.functional.grid_sample(t(a).permute(0, 3, 1, 2), t(b), \
                align_corners=False).permute(0, 2, 3, 1)
                """,
            wrong: [
                WrongCall("give the grid 2 images") { gridSample($0[0], grid: $0[1].slice(0..<1)) },
                WrongCall("not .cubic") { gridSample($0[0], grid: $0[1], method: .cubic) },
            ]
        ) { gridSample($0[0], grid: $0[1]) },
        OpRow(
            "gridSample, edge", in: "Operations/GridSample.swift",
            [.normal([1, 3, 4, 2]), .uniform(-1.5..<1.5, [1, 2, 3, 2])],
            golden: """
                torch.nn.functional.grid_sample(t(a).permute(0, 3, 1, 2), t(b), \
                padding_mode='border', align_corners=True).permute(0, 2, 3, 1)
                """
        ) { gridSample($0[0], grid: $0[1], border: .edge, alignCorners: true) },
        OpRow(
            "gridSample, nearest", in: "Operations/GridSample.swift",
            [.normal([1, 3, 4, 2]), .uniform(-1.2..<1.2, [1, 2, 3, 2])],
            golden: """
                torch.nn.functional.grid_sample(t(a).permute(0, 3, 1, 2), t(b), mode='nearest', \
                align_corners=False).permute(0, 2, 3, 1)
                """
        ) { gridSample($0[0], grid: $0[1], method: .nearest) },
    ]
}()
