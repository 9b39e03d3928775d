import LaminaGraph

/// Every public operation, in the order of the files that define them.
package let opTable: [OpRow] = [
    activationRows,
    arithmeticRows,
    attentionRows,
    controlFlowRows,
    convolutionRows,
    creationRows,
    cumulativeRows,
    exponentialRows,
    extremeRows,
    gatheringRows,
    imageRows,
    logicRows,
    normalizationRows,
    poolingRows,
    powerRows,
    productRows,
    randomRows,
    reductionRows,
    roundingRows,
    shapeRows,
    sortingRows,
    specialFunctionRows,
    statisticsRows,
    trigonometricRows,
].flatMap(\.self)
