import LaminaTrain
import Testing

/// Reference values: sacreBLEU, rouge_score and jiwer by scripts/reference-metrics.py.
@Suite struct TextMetricsTests {
    private func score(_ bleu: BLEU, _ references: [[String]]) -> Double? {
        var bleu = bleu
        for (index, line) in MetricSamples.hypotheses.enumerated() {
            bleu.add(hypothesis: line, references: references.map { $0[index] })
        }
        return bleu.value
    }

    @Test func bleuIsThatOfSacreBLEU() {
        let (first, second) = (MetricSamples.references, MetricSamples.otherReferences)
        expectNear(score(BLEU(), [first]), 29.549806263772556)
        expectNear(score(BLEU(), [first, second]), 44.3815378768322)
        expectNear(score(BLEU(lowercases: true), [second]), 24.356552346567334)
        expectNear(score(BLEU(tokenization: .whitespace), [first]), 8.141278567877611)
    }

    /// Two words and one pair match, and nothing longer.
    @Test func smoothingIsThatOfSacreBLEU() {
        let expected: [(BLEU.Smoothing, Double)] = [
            (.none, 0), (.floor(0.1), 10.305224267080778), (.addK(1), 27.40311596835683),
            (.exponential, 19.37692912686648),
        ]
        for (smoothing, reference) in expected {
            var bleu = BLEU(smoothing: smoothing)
            bleu.add(hypothesis: "the dog ran home", references: ["a dog ran far away today"])
            expectNear(bleu.value, reference)
        }
    }

    @Test func shortSentencesNeedTheEffectiveOrder() {
        var (all, effective) = (BLEU(), BLEU(usesEffectiveOrder: true))
        all.add(hypothesis: "big dog", references: ["the big dog"])
        effective.add(hypothesis: "big dog", references: ["the big dog"])
        #expect(all.value == 0)
        expectNear(effective.value, 60.653065971263366)
        #expect(effective.precisions == [1, 1])
    }

    @Test func noMatchAndNoWordScoreZero() {
        var bleu = BLEU(smoothing: .floor(0.1))
        bleu.add(hypothesis: "", references: ["some words"])
        #expect(bleu.value == 0 && bleu.brevityPenalty == 0)
        bleu.add(hypothesis: "other", references: ["some words"])
        #expect(bleu.value == 0)
    }

    @Test func tokensAreThoseOfMteval() {
        let lines = [
            "The cat, of 3.5 years, sat on the mat.":
                "The cat , of 3.5 years , sat on the mat .",
            "He paid $1,000.00 in 2010-2011 (roughly).":
                "He paid $ 1,000.00 in 2010 - 2011 ( roughly ) .",
            "wait...what?! 1.2.3, a.b &quot;x&amp;y&quot; 7-8 [z]{w} don't e-mail 50% <skipped>end.":
                "wait . . . what ? ! 1.2.3 , a . b \" x & y \" 7 - 8 [ z ] { w } don't e-mail 50 % end .",
        ]
        for (line, expected) in lines {
            #expect(
                BLEU.Tokenization.mteval13a.tokens(line).joined(separator: " ") == expected)
        }
    }

    @Test func chrFIsThatOfSacreBLEU() {
        var (one, two) = (ChrF(), ChrF())
        for (index, line) in MetricSamples.hypotheses.enumerated() {
            let first = MetricSamples.references[index]
            one.add(hypothesis: line, references: [first])
            two.add(hypothesis: line, references: [first, MetricSamples.otherReferences[index]])
        }
        expectNear(one.value, 57.82524692209229)
        expectNear(two.value, 66.46599825647479)
    }

    @Test func chrFOfNothingInCommonIsZero() {
        var chrF = ChrF()
        chrF.add(hypothesis: "", references: ["abc"])
        #expect(chrF.value == 0)
        chrF.add(hypothesis: "xyz", references: ["abc"])
        #expect(chrF.value == 0)
    }

    @Test func rougeIsThatOfItsPackage() {
        let (first, second) = (MetricSamples.references, MetricSamples.otherReferences)
        let expected: [(ROUGE.Variant, [String], [Double])] = [
            (.nGram(1), first, [0.9133333333333333, 0.7406060606060605, 0.8061111111111112]),
            (.nGram(2), first, [0.5722222222222222, 0.5105555555555555, 0.5373015873015873]),
            (
                .longestCommonSubsequence, first,
                [0.9133333333333333, 0.7406060606060605, 0.8061111111111112]
            ),
            (
                .longestCommonSubsequence, second,
                [0.7177777777777777, 0.6990981240981241, 0.7061111111111111]
            ),
        ]
        for (variant, references, scores) in expected {
            var rouge = ROUGE(variant)
            for (line, reference) in zip(MetricSamples.hypotheses, references) {
                rouge.add(hypothesis: line, reference: reference)
            }
            expectNear(rouge.precision, scores[0])
            expectNear(rouge.recall, scores[1])
            expectNear(rouge.fMeasure, scores[2])
        }
    }

    @Test func errorRatesAreThoseOfJiwer() {
        var (words, characters) = (ErrorRate(.words), ErrorRate(.characters))
        for (line, reference) in zip(MetricSamples.hypotheses, MetricSamples.references) {
            words.add(hypothesis: line, reference: reference)
            characters.add(hypothesis: line, reference: reference)
        }
        expectNear(words.value, 0.47058823529411764)
        expectNear(characters.value, 0.28846153846153844)
    }

    @Test func editDistanceCountsTheFewestEdits() {
        // k → s, e → i, and g at the end.
        #expect(editDistance(Array("kitten"), Array("sitting")) == 3)
        #expect(editDistance([1, 2, 3], []) == 3)
        #expect(editDistance([], [1]) == 1)
        #expect(editDistance([1, 2, 3, 4], [2, 3, 4, 5]) == 2)
    }

    @Test func anErrorRateWithoutReferencesHasNoValue() {
        var words = ErrorRate(.words)
        words.add(hypothesis: "too much", reference: "")
        #expect(words.value == nil && words.edits == 2)
        words.add(hypothesis: "a", reference: "a")
        #expect(words.value == 2)
    }
}
