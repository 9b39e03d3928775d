public import LaminaData
public import LaminaFormats
import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// How English words sound, from their spelling: one recurrent network reads the letters, another
/// speaks.
///
/// ```swift
/// let speech = try GraphemeToPhoneme.pretrained()   // `lamina data get g2p-en`
/// for word in ["transformer", "perceptron", "rumelhart"] {
///     print(word, speech.phonemes(of: word).joined(separator: " "))
/// }
/// // transformer T R AE0 N S F AO1 R M ER0 …
/// ```
/// Phonemes are those of the CMU dictionary (ARPAbet); vowels carry their stress, 0 to 2.
///
/// - Shape: as a module it takes letters `[batch, length]` and, for training, the phonemes that are to
///   be spoken with `<s>` before them `[batch, time]`, int32 both, and gives logits
///   `[batch, time, 74]`.
/// - Source: Park & Kim (2019), github.com/Kyubyong/g2p; Cho et al. (2014), arXiv:1406.1078.
public struct GraphemeToPhoneme: Module {
    /// `[29, 256]`, a row a letter.
    public let letters = Embedding(count: graphemes.count, features: 256)
    /// Reads the letters.
    public let encoder = GRU(256)
    /// `[74, 256]`, a row a phoneme.
    public let sounds = Embedding(count: phonemes.count, features: 256)
    /// Speaks, from the encoder's last state.
    public let decoder = GRU(256, returnsSequences: true)
    /// From the decoder's state to a number for each phoneme.
    public let output = Dense(phonemes.count)

    /// What words are written with; anything else is `<unk>`.
    public static let graphemes =
        ["<pad>", "<unk>", "</s>"] + "abcdefghijklmnopqrstuvwxyz".map { String($0) }
    /// What is spoken.
    public static let phonemes =
        ["<pad>", "<unk>", "<s>", "</s>"]
            + """
            AA0 AA1 AA2 AE0 AE1 AE2 AH0 AH1 AH2 AO0 AO1 AO2 AW0 AW1 AW2 AY0 AY1 AY2 B CH D DH \
            EH0 EH1 EH2 ER0 ER1 ER2 EY0 EY1 EY2 F G HH IH0 IH1 IH2 IY0 IY1 IY2 JH K L M N NG \
            OW0 OW1 OW2 OY0 OY1 OY2 P R S SH T TH UH0 UH1 UH2 UW UW0 UW1 UW2 V W Y Z ZH
            """.split(separator: " ").map(String.init)

    /// A network to train.
    public init() {}

    /// The network of g2p-en.
    ///
    /// - Throws: ``FileError`` for missing or damaged weights, with the command that gets them.
    public static func pretrained(
        from folder: DataFolder = .standard
    ) throws(FileError) -> GraphemeToPhoneme {
        let network = GraphemeToPhoneme()
        let path = try folder.find("checkpoint20.npz", of: WeightsName.g2pEnglish)
        let word = TensorPair(.zeros([1, 1], dtype: .int32), .zeros([1, 1], dtype: .int32))
        try PretrainedWeights(contentsOf: path).fill(network, like: word, origin)
        return network
    }

    public func forward(_ input: TensorPair) -> Tensor {
        let meaning = encoder(letters(input.first))
        return output(decoder.run(sounds(input.second), initial: [meaning]).output)
    }

    /// The phonemes of a word, at each step the likeliest, at most 20.
    public func phonemes(of word: String) -> [String] {
        let ids = Self.ids(of: word)
        var state = encoder(letters(Tensor(ids, shape: [1, ids.count])))
        var (said, last) = ([String](), Int32(2))
        for _ in 0..<20 {
            let run = decoder.run(sounds(Tensor([last], shape: [1, 1])), initial: [state])
            state = run.states[0]
            last = output(run.hidden).argMax(axis: 1).array(as: Int32.self)[0]
            if last == 3 { break }
            said.append(Self.phonemes[Int(last)])
        }
        return said
    }

    /// A word's letters as the network counts them, and the end behind.
    static func ids(of word: String) -> [Int32] {
        word.lowercased().map { letter in
            Int32(graphemes.firstIndex(of: String(letter)) ?? 1)
        } + [2]
    }

    /// Where g2p-en keeps what fills a cell.
    private static func origin(_ path: String) -> PretrainedWeights.Origin {
        let cells = ["inputWeight": "w_ih", "hiddenWeight": "w_hh", "inputBias": "b_ih"]
        let parts = path.split(separator: ".").map(String.init)
        let cell = cells[parts[1]] ?? "b_hh"
        switch parts[0] {
        case "letters": return .init("enc_emb")
        case "sounds": return .init("dec_emb")
        case "encoder": return .init("enc_\(cell)")
        case "decoder": return .init("dec_\(cell)")
        default: return parts[1] == "weight" ? .init("fc_w", .outputFirst) : .init("fc_b")
        }
    }
}
