import Glibc
import LaminaFormats
import LaminaGraph
import LaminaNN
import LaminaONNX
import LaminaTensor
import Testing

/// Real networks against what ONNX Runtime gives for them (`reference/models.npz` and
/// `reference/silero-vad.json` of the reference data), where both lie.
@Suite struct OnnxPretrainedTests {
    private static let data =
        getenv("LAMINA_DATA").map { String(cString: $0) }
        ?? (getenv("HOME").map { String(cString: $0) } ?? "") + "/.cache/lamina/data"

    private static let reference =
        (getenv("LAMINA_REFERENCE").map { String(cString: $0) }
            ?? String(#filePath.dropLast("Tests/ONNXTests/OnnxPretrainedTests.swift".count))
            + "../shared/data/reference") + "/models.npz"

    static let isThere =
        access(reference, R_OK) == 0
        && ["rapidocr", "magika", "basic-pitch", "silero-vad"].allSatisfy {
            access("\(data)/\($0)", R_OK) == 0
        }

    private func network(
        _ path: String, fixing: [String: Tensor] = [:]
    ) throws -> (model: OnnxModel, module: OnnxModule) {
        let model = try OnnxModel(contentsOf: "\(Self.data)/\(path)")
        return (model, try OnnxModule(model, isTrainable: false, fixing: fixing))
    }

    private func array(_ name: String) throws -> Tensor {
        try Npz(contentsOf: Self.reference).array(named: name).tensor
    }

    private func worst(_ a: Tensor, _ b: Tensor) -> Float {
        #expect(a.shape == b.shape)
        return zip(a.array(), b.array()).map { abs($0 - $1) }.max() ?? .infinity
    }

    /// `[height, width, 3]` bytes as the reader of letters wants them.
    private func scaled(_ picture: Tensor) -> Tensor {
        ((picture.asType(.float32) / 255 - 0.5) / 0.5).transposed([2, 0, 1]).expandedDims(axis: 0)
    }

    @Test(.enabled(if: isThere, "reference data or models are not there"))
    func readsTheTextInAPicture() throws {
        let (model, module) = try network("rapidocr/models/ch_PP-OCRv4_rec_infer.onnx")
        let letters = try #require(model.metadata["character"])
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasSuffix("\r") ? String($0.dropLast()) : String($0) }
        let alphabet = ["<blank>"] + letters
        let compiled = compile { (x: [Tensor]) in module(x) }
        let wanted = ["Lamina 2026", "Hell, world!", "0123456789", "gradient =3.14"]
        for (index, text) in wanted.enumerated() {
            let x = scaled(try array("rapidocr/picture\(index)"))
            let best = compiled([x])[0][0].argMax(axis: 1).array(as: Int.self)
            var read = ""
            for (place, letter) in best.enumerated()
            where letter > 0 && (place == 0 || best[place - 1] != letter) {
                read += letter < alphabet.count ? alphabet[letter] : " "
            }
            // As ONNX Runtime reads it; the drawn "o" of "Hello" is too close to the comma for it.
            #expect(read == text)
        }
    }

    @Test(.enabled(if: isThere, "reference data or models are not there"))
    func tellsWhichWayTextStands() throws {
        let module = try network("rapidocr/models/ch_ppocr_mobile_v2.0_cls_infer.onnx").module
        let picture = try array("rapidocr/picture0")
        let upright = module([scaled(picture)])[0].array()
        let turned = module([scaled(picture.flipped(axes: [0, 1]))])[0].array()
        #expect(upright[0] > 0.9 && turned[1] > 0.9)
    }

    @Test(.enabled(if: isThere, "reference data or models are not there"))
    func findsTextOnAPage() throws {
        let module = try network("rapidocr/models/ch_PP-OCRv4_det_infer.onnx").module
        let page = try array("rapidocr/page").asType(.float64) / 255
        let (mean, deviation) = (
            Tensor([0.485, 0.456, 0.406] as [Double]), Tensor([0.229, 0.224, 0.225] as [Double])
        )
        let x = ((page - mean) / deviation).asType(.float32).transposed([2, 0, 1])
        let found = module([x.expandedDims(axis: 0)])[0][0, 0]
        #expect(worst(found, try array("rapidocr/page-probability")) < 1e-3)
    }

    @Test(.enabled(if: isThere, "reference data or models are not there"))
    func tellsProseFromCode() throws {
        let module = try network("magika/models/standard_v3_3/model.onnx").module
        let sentence =
            "It is a truth universally acknowledged, that a single man in possession of a good "
            + "fortune, must be in want of a wife.\n"
        let bytes = [UInt8](String(repeating: sentence, count: 20).utf8)
        // 2360 bytes: the first 1024, and the last 1024 without the last line's end.
        let ids = bytes.prefix(1024) + bytes.dropLast().suffix(1024)
        let x = Tensor(ids.map(Int32.init), shape: [1, 2048])
        #expect(worst(module([x])[0][0], try array("magika/prose")) < 1e-4)
    }

    @Test(.enabled(if: isThere, "reference data or models are not there"))
    func hearsNotesInASound() throws {
        let module = try network("basic-pitch/nmp.onnx").module
        let signal = (0..<43844).map { index -> Float in
            let t = Double(index) / 22050
            let low = t < 0.9 ? 0.4 * sin(2 * .pi * 220 * t) : 0
            let chord = [261.6256, 329.6276, 391.9954].map { sin(2 * .pi * $0 * t) }.reduce(0, +)
            return Float(low + (t >= 1 ? 0.2 * chord : 0))
        }
        let outputs = try module.run([
            module.inputs[0].name: .tensor(Tensor(signal, shape: [1, 43844, 1]))
        ])
        for (name, key) in [("notes", 1), ("onsets", 2)] {
            let found = try #require(outputs["StatefulPartitionedCall:\(key)"]?.tensor)
            #expect(worst(found[0], try array("basic-pitch/\(name)")) < 1e-4)
        }
    }

    /// Windows of 512 samples with the 64 before them; the state is carried on.
    @Test(
        .enabled(if: isThere, "reference data or models are not there"),
        arguments: ["silero_vad", "silero_vad_16k_op15", "silero_vad_op18_ifless"])
    func aToneIsNoSpeech(name: String) throws {
        let module = try network(
            "silero-vad/\(name).onnx", fixing: ["sr": Tensor(Int64(16000))]
        ).module
        let tone = (0..<16000).map { Float(0.3 * sin(2 * .pi * 440 * Double($0) / 16000)) }
        let padded = [Float](repeating: 0, count: 64) + tone + [Float](repeating: 0, count: 384)
        var state = Tensor.zeros([2, 1, 128])
        var found: [Float] = []
        for start in stride(from: 64, to: padded.count, by: 512) {
            let window = Array(padded[start - 64..<start + 512])
            let outputs = try module.run([
                "input": .tensor(Tensor(window, shape: [1, 576])), "state": .tensor(state),
            ])
            found.append(try #require(outputs["output"]?.tensor).scalar())
            state = try #require(outputs["stateN"]?.tensor)
        }
        #expect(found.count == Self.tone.count)
        #expect(zip(found, Self.tone).allSatisfy { abs($0 - $1) < 1e-3 })
    }

    /// ONNX Runtime's probabilities for one second of 440 Hz.
    private static let tone: [Float] = [
        0.00331953, 0.000602484, 0.000204176, 0.000185311, 0.000301927, 0.000472039, 0.000421077,
        0.000323743,
        0.000283599, 0.000255942, 0.000356615, 0.000518024, 0.000490725, 0.000377446, 0.00030148,
        0.000246584,
        0.000322699, 0.000423551, 0.000462562, 0.000367165, 0.000310063, 0.000231177, 0.000292778,
        0.0003528,
        0.000426322, 0.000359982, 0.000293881, 0.000222474, 0.000233293, 0.000296295, 0.000379324,
        0.000478864,
    ]
}
