package cnn.scratch.textbook;

/**
 * What all layers of a network share.
 *
 * @param parameters the network's flat parameter vector
 * @param gradient the network's flat gradient vector
 * @param state the network's flat state vector
 * @param maxBatch the largest batch that will come
 * @param parallel runs the rounds of a loop on the backend's threads
 */
record LayerContext(double[] parameters, double[] gradient, double[] state, int maxBatch, Parallel parallel) {}
