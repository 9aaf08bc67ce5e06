package cnn.scratch.faults;

/** What {@link WrongUpdate} gets wrong. */
enum UpdateMistake implements Mistake {
    /** The control: everything right. */
    NONE(Words.CONTROL),
    L2_ON_BIASES_TOO(Words.of(
            "The penalty on weights is put on biases, and on the scales and shifts of normalisations, too.",
            "biases and γ are drawn to 0; it often costs a little accuracy and nothing else shows")),
    L2_DOUBLED(Words.of(
            "The gradient of l2·Σw² is added where the penalty is l2/2·Σw².",
            "a factor of 2 in the penalty between two libraries")),
    L1_WITHOUT_SIGN(Words.of(
            "l1 is added whatever the sign of w.", "negative weights are driven away from 0: nothing becomes sparse")),
    DECAY_COUPLED(Words.of(
                    "Decoupled weight decay is added to the gradient instead, as a penalty is.",
                    "with Adam large gradients shield their weights from decay; with plain gradient descent nothing "
                            + "shows")
            .seen("Loshchilov and Hutter, Decoupled Weight Decay Regularization, https://arxiv.org/abs/1711.05101")),
    DECAY_WITHOUT_THE_RATE(Words.of(
                    "θ decays by λ at each update instead of by η·λ.",
                    "all weights are gone after a few hundred updates")
            .seen("Apex, issue 1849: AdamW implementation does not truly decouple learning rate and weight decay (which"
                    + " of the two is meant), https://github.com/NVIDIA/apex/issues/1849")),
    DECAY_ON_BIASES_TOO(Words.of(
            "Decay that is meant for weights decays everything.", "biases and γ are drawn to 0")
            .seen("keras-bert, issue 60: LayerNorm excluded from weight decay, "
                    + "https://github.com/CyberZHG/keras-bert/issues/60")),
    CLIPPING_PER_TENSOR(Words.of(
                    "Each tensor is clipped by its own norm where the norm of all together is meant.",
                    "the direction of the gradient changes")
            .seen("Transformers, issue 581: BertAdam gradient clipping is not global,"
                    + " https://github.com/huggingface/transformers/issues/581")),
    CLIPPING_ALWAYS_SCALES(Words.of(
            "The gradient is scaled to the limit even when it is shorter.",
            "near the minimum steps do not get shorter")),
    CLIPPING_BY_THE_SQUARED_NORM(Words.of(
            "The root is forgotten in the norm.", "gradients above 1 are clipped too much")),
    CLIPPING_AFTER_PENALTIES(Words.of(
            "The gradient is clipped after the penalties are added.", "one bad batch weakens the penalty as well")),
    MAX_NORM_ALONG_THE_WRONG_AXIS(Words.of(
                    "The norm is taken over the outgoing weights of each input instead of the incoming weights of "
                            + "each output.",
                    "the wrong weights are scaled; shapes fit for every matrix")
            .seen("pytorch-goodies, issue 1: Implementing Max Norm Correctly,"
                    + " https://github.com/kevinzakka/pytorch-goodies/issues/1")),
    MAX_NORM_OF_THE_WHOLE_TENSOR(Words.of(
            "The norm of the whole tensor is limited instead of that of each unit.",
            "layers with many units shrink most")),
    MAX_NORM_BEFORE_THE_STEP(Words.of(
            "The limit is kept before the step instead of after it.",
            "the network that is saved breaks its own constraint")),
    GRADIENT_CHANGED_IN_PLACE(Words.of(
            "Clipping and penalties change the gradient vector itself.",
            "whoever looks at gradients afterwards, or adds several batches up, sees clipped ones"));

    private final Words words;

    UpdateMistake(Words words) {
        this.words = words;
    }

    @Override
    public Words words() {
        return words;
    }
}
