package cnn.check.terms;

/**
 * A layer whose y is a sum of products, as the list of all of them: {@code y[…] += coefficient · p[…] · x[…]}, p one of
 * its parameters. One contribution sends {@code coefficient · p · dy} to its x and {@code coefficient · x · dy} to its
 * p, so the terms of dx and of the parameters' gradients are in the same list.
 */
interface Contributions {
    /** In the place of x: a bias has none. In the place of a parameter: a pool has none. */
    int NONE = -1;

    /** Is told of each contribution; x, y and p are numbers of elements in the flat arrays. */
    interface Taker {
        void take(int y, int x, int p, double coefficient);
    }

    void forEach(Taker taker);
}
