/// Small `tokenizer.json` texts that have every kind of part between them.
enum TokenizerFiles {
    private static let models = [
        #"""
        {"type":"WordLevel","unk_token":"?","vocab":{"?":0,"the":1,"low":2,"er":3,"[CLS]":4,\#
        "</s>":5}}
        """#,
        #"""
        {"type":"WordPiece","unk_token":"?","continuing_subword_prefix":"##",\#
        "max_input_chars_per_word":9,"vocab":{"?":0,"the":1,"low":2,"##er":3,"[CLS]":4,\#
        "</s>":5}}
        """#,
        #"""
        {"type":"BPE","unk_token":"?","fuse_unk":true,"vocab":{"?":0,"l":1,"o":2,"w":3,\#
        "[CLS]":4,"</s>":5,"lo":6,"low":7},"merges":["l o",["lo","w"]]}
        """#,
        #"""
        {"type":"BPE","byte_fallback":false,"unk_token":"?","end_of_word_suffix":"</w>",\#
        "vocab":{"?":0,"e":1,"r":2,"r</w>":3,"[CLS]":4,"</s>":5,"er</w>":6},"merges":["e r</w>"]}
        """#,
        #"""
        {"type":"Unigram","unk_id":0,"byte_fallback":false,"vocab":[["?",0],["▁the",-1.5],\#
        ["low",-2],["er",-3e0],["[CLS]",0],["</s>",0]]}
        """#,
    ]

    private static let normalizers = [
        "null",
        #"""
        {"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,\#
        "strip_accents":null,"lowercase":true}
        """#,
        #"""
        {"type":"Sequence","normalizers":[{"type":"NFKD"},{"type":"StripAccents"},\#
        {"type":"Lowercase"}]}
        """#,
        #"""
        {"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},\#
        {"type":"Replace","pattern":{"String":" "},"content":"▁"}]}
        """#,
        #"{"type":"Replace","pattern":{"Regex":"\\s+|[a-c]"},"content":" "}"#,
        #"{"type":"Strip","strip_left":true,"strip_right":true}"#,
    ]

    private static let preTokenizers = [
        "null", #"{"type":"BertPreTokenizer"}"#,
        #"{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}"#,
        #"""
        {"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},\#
        {"type":"Punctuation","behavior":"Isolated"},{"type":"Digits",\#
        "individual_digits":true}]}
        """#,
        #"{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}"#,
        #"""
        {"type":"Split","pattern":{"Regex":"'s|\\p{L}+|\\d{1,3}"},\#
        "behavior":"MergedWithPrevious","invert":false}
        """#,
        #"{"type":"Whitespace"}"#, #"{"type":"CharDelimiterSplit","delimiter":"e"}"#,
    ]

    private static let decoders = [
        "null",
        #"""
        {"type":"WordPiece","prefix":"##","cleanup":true}
        """#,
        #"{"type":"ByteLevel"}"#,
        #"{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}"#,
        #"""
        {"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},\#
        "content":" "},{"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip",\#
        "content":" ","start":1,"stop":0}]}
        """#,
        #"{"type":"BPEDecoder","suffix":"</w>"}"#,
    ]

    private static let postProcessors = [
        "null",
        #"""
        {"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},\#
        {"Sequence":{"id":"A","type_id":0}}],"pair":[{"Sequence":{"id":"A","type_id":0}},\#
        {"Sequence":{"id":"B","type_id":1}}],"special_tokens":{"[CLS]":{"id":"[CLS]",\#
        "ids":[4],"tokens":["[CLS]"]}}}
        """#,
        #"{"type":"BertProcessing","sep":["</s>",5],"cls":["[CLS]",4]}"#,
        #"""
        {"type":"RobertaProcessing","sep":["</s>",5],"cls":["[CLS]",4],"trim_offsets":true,\#
        "add_prefix_space":true}
        """#,
        #"{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":false,"use_regex":true}"#,
    ]

    private static let added =
        #"""
        [{"id":4,"content":"[CLS]","single_word":false,"lstrip":true,"rstrip":false,\#
        "normalized":false,"special":true}]
        """#

    static let all: [String] = (0..<40).map { index in
        let truncation =
            #"{"direction":"Right","max_length":8,"strategy":"LongestFirst","stride":0}"#
        let padding =
            #"""
            {"strategy":{"Fixed":12},"direction":"Left","pad_to_multiple_of":null,"pad_id":0,\#
            "pad_type_id":0,"pad_token":"?"}
            """#
        let parts = [
            ("version", #""1.0""#), ("truncation", index % 4 == 0 ? truncation : "null"),
            ("padding", index % 5 == 0 ? padding : "null"),
            ("added_tokens", index % 3 == 0 ? "[]" : added),
            ("normalizer", normalizers[index % normalizers.count]),
            ("pre_tokenizer", preTokenizers[index % preTokenizers.count]),
            ("post_processor", postProcessors[index / 2 % postProcessors.count]),
            ("decoder", decoders[index / 3 % decoders.count]),
            ("model", models[index % models.count]),
        ]
        return "{" + parts.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }
}
