package cnn.spec;

/** How the branches of a composite layer make its output y. */
public enum Join {
    /** y is the sum of the branches' outputs, which have one shape; each branch is given the whole dy. */
    SUM,
    /** y is the branches' outputs stacked along the channels; each branch is given its channels of dy. */
    CHANNELS
}
