import LaminaGraph

/// Every public operation, in the order of the files that define them.
package let opTable: [OpRow] = [
    arithmeticRows,
    attentionRows,
    comparisonRows,
    controlFlowRows,
    convolutionRows,
    creationRows,
    functionRows,
    imageRows,
    normalizationRows,
    poolingRows,
    productRows,
    randomRows,
    reductionRows,
    shapeRows,
    statisticsRows,
].flatMap(\.self)
