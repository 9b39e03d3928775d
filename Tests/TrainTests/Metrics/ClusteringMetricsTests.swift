import Glibc
import LaminaTrain
import Testing

/// Reference values: scikit-learn by scripts/reference-metrics.py.
@Suite struct ClusteringMetricsTests {
    private let truths = MetricSamples.truths
    private var clusters: [Int] {
        truths.enumerated().map { ($1 + ($0 % 5 == 0 ? 1 : 0)) % 3 }
    }

    @Test func mutualInformationIsThatOfScikitLearn() {
        var agreement = ClusterAgreement()
        agreement.add(truths: truths, clusters: clusters)
        expectNear(agreement.mutualInformation, 0.5992908112129658)
        expectNear(agreement.normalizedMutualInformation, 0.5465358917679705)
    }

    @Test func ignoresTheNumbersOfTheGroups() {
        var renamed = ClusterAgreement()
        renamed.add(truths: truths, clusters: truths.map { 100 - 7 * $0 })
        expectNear(renamed.normalizedMutualInformation, 1)
    }

    @Test func oneGroupKnowsNothing() {
        var agreement = ClusterAgreement()
        agreement.add(truths: [3, 3], clusters: [5, 5])
        #expect(agreement.mutualInformation == 0)
        #expect(agreement.normalizedMutualInformation == 1)
        agreement.add(truths: [4, 4], clusters: [5, 5])
        #expect(agreement.mutualInformation == 0)
        #expect(agreement.normalizedMutualInformation == 0)
    }

    @Test func silhouetteIsThatOfScikitLearn() {
        var silhouette = Silhouette()
        for (index, cluster) in clusters.enumerated() {
            let x = Double(cluster * 2) + Double(index * 7 % 11) / 5
            let y = Double(index * 3 % 13) / 6 - Double(cluster)
            silhouette.add(point: [x, y], cluster: cluster)
        }
        expectNear(silhouette.value, 0.46728930169609123)
    }

    /// Points 0 and 2 of one cluster and 10 of another: (10 - 2) / 10, (8 - 2) / 8, and 0 for the one
    /// alone.
    @Test func anExampleAloneCountsAsZero() {
        var silhouette = Silhouette()
        silhouette.add(point: [0], cluster: 7)
        silhouette.add(point: [10], cluster: -1)
        #expect(silhouette.value == nil)
        silhouette.add(point: [2], cluster: 7)
        expectNear(silhouette.value, (0.8 + 0.75) / 3)
    }

    @Test func pointsThatCoincideHaveNoSide() {
        var silhouette = Silhouette()
        for cluster in [0, 0, 1, 1] { silhouette.add(point: [4, 4], cluster: cluster) }
        #expect(silhouette.value == 0)
    }
}
