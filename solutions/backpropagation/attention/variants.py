"""Right answers written differently, and the mistakes that students make, for both functions."""

import numpy as np

from autograder import correct, mistake


def _scores(Q, K, causal, hidden=-np.inf):
    S = np.asarray(Q, float) @ np.asarray(K, float).T / np.sqrt(np.shape(Q)[1])
    return np.where(np.triu(np.ones_like(S), 1) > 0, hidden, S) if causal else S


def _softmax(S, axis=1):
    E = np.exp(S - S.max(axis=axis, keepdims=True))
    return E / E.sum(axis=axis, keepdims=True)


def _through(P, V):
    return P @ np.asarray(V, float)


def _back(Q, K, V, U, P):
    """Return dP and dS, neither divided by the root of d, and all arguments as floats."""
    Q, K, V, U = (np.asarray(array, float) for array in (Q, K, V, U))
    dP = U @ V.T
    return Q, K, V, U, dP, P * (dP - (P * dP).sum(axis=1, keepdims=True))


def _answer(Q, K, V, U, P, scale=None):
    Q, K, V, U, _, dS = _back(Q, K, V, U, P)
    dS = dS * (1 / np.sqrt(Q.shape[1]) if scale is None else scale)
    return dS @ K, dS.T @ Q, P.T @ U


# Right answers


@correct(of="attention")
def attention_query_by_query(Q, K, V, causal=False):
    Q, K, V = (np.asarray(array, float) for array in (Q, K, V))
    rows = []
    for i, q in enumerate(Q):
        seen = i + 1 if causal else len(K)
        s = K[:seen] @ q / len(q) ** 0.5
        w = np.exp(s - s.max())
        rows.append(w @ V[:seen] / w.sum())
    return np.array(rows)


@correct(of="attention")
def attention_with_exercise_three(Q, K, V, causal=False):
    S = np.einsum("nd,md->nm", np.asarray(Q, float), np.asarray(K, float)) / np.sqrt(np.shape(Q)[-1])
    if causal:
        S[np.triu_indices(len(S), 1)] = -1e30
    return softmax(S) @ np.asarray(V, float)  # noqa: F821 - the submission's own


@correct(of="attention")
def attention_by_logarithms(Q, K, V, causal=False):
    S = _scores(Q, K, causal)
    return np.exp(S - np.logaddexp.reduce(S, axis=1, keepdims=True)) @ np.asarray(V, float)


@correct(of="attention_vjp")
def vjp_query_by_query(Q, K, V, U, causal=False):
    Q, K, V, U = (np.asarray(array, float) for array in (Q, K, V, U))
    P, root = _softmax(_scores(Q, K, causal)), np.sqrt(Q.shape[1])
    dQ, dK, dV = np.zeros(Q.shape), np.zeros(K.shape), np.zeros(V.shape)
    for i, p in enumerate(P):
        ds = (np.diag(p) - np.outer(p, p)) @ (V @ U[i])
        dQ[i] = K.T @ ds / root
        dK += np.outer(ds, Q[i]) / root
        dV += np.outer(p, U[i])
    return dQ, dK, dV


@correct(of="attention_vjp")
def vjp_by_the_outputs(Q, K, V, U, causal=False):
    P = _softmax(_scores(Q, K, causal))
    Q, K, V, U, dP, _ = _back(Q, K, V, U, P)
    dS = P * (dP - (U * (P @ V)).sum(axis=1, keepdims=True))
    return [dS @ (K / np.sqrt(Q.shape[1])), dS.T @ (Q / np.sqrt(Q.shape[1])), P.T @ U]


@correct(of="attention_vjp")
def vjp_with_exercise_three(Q, K, V, U, causal=False):
    P = softmax(_scores(Q, K, causal, hidden=-1e30))  # noqa: F821 - the submission's own
    Q, K, V, U, dP, _ = _back(Q, K, V, U, P)
    dS = softmax_vjp(P, dP) / np.sqrt(Q.shape[1])  # noqa: F821 - the submission's own
    return dS @ K, dS.T @ Q, P.T @ U


# Mistakes: attention


@mistake("By what does the statement divide for d = 4?", of="attention")
def not_scaled(Q, K, V, causal=False):
    return _through(_softmax(_scores(Q, K, causal) * np.sqrt(np.shape(Q)[1])), V)


@mistake("By what does the statement divide for d = 4: by 2, or by 4?", of="attention")
def scaled_by_d(Q, K, V, causal=False):
    return _through(_softmax(_scores(Q, K, causal) / np.sqrt(np.shape(Q)[1])), V)


@mistake("Is it the width of the keys that you divide by, or that of the values?", of="attention")
def scaled_by_value_width(Q, K, V, causal=False):
    return _through(_softmax(_scores(Q, K, causal) * np.sqrt(np.shape(Q)[1] / np.shape(V)[1])), V)


@mistake("Whose weights add up to 1: those of a query, or those of a key?", of="attention")
def softmax_over_queries(Q, K, V, causal=False):
    S = _scores(Q, K, causal)
    return _through(_softmax(S, axis=0), V)


@mistake("Do the weights of row 0 still add up to 1 behind your mask?", of="attention")
def masked_after_softmax(Q, K, V, causal=False):
    P = _softmax(_scores(Q, K, False))
    return _through(np.tril(P) if causal else P, V)


@mistake("What weight does a score of 0 get?", of="attention")
def masked_with_zero(Q, K, V, causal=False):
    return _through(_softmax(_scores(Q, K, causal, hidden=0.0)), V)


@mistake("Which keys should row 0 see?", of="attention")
def sees_the_future_alone(Q, K, V, causal=False):
    S = _scores(Q, K, False)
    return _through(_softmax(np.where(np.tri(len(S)).T > 0, S, -np.inf) if causal else S), V)


@mistake("Which weight has key j for a query that it does not fit at all, with s = −5?", of="attention")
def scores_as_weights(Q, K, V, causal=False):
    S = _scores(Q, K, causal, hidden=0.0)
    return _through(S, V)


@mistake("Which shift of a row of S changes nothing?", of="attention")
def overflows(Q, K, V, causal=False):
    E = np.exp(_scores(Q, K, causal))
    return _through(E / E.sum(axis=1, keepdims=True), V)


@mistake("What is left of row 0 if its first score lies 1000 below one that is masked?", of="attention")
def largest_of_all_taken_off(Q, K, V, causal=False):
    S = _scores(Q, K, False)
    E = np.exp(S - S.max(axis=1, keepdims=True)) * (np.tri(len(S)) if causal else 1)
    return _through(E / E.sum(axis=1, keepdims=True), V)


@mistake("Which weight has a masked key where all that row 1 sees is scored below −10000?", of="attention")
def masked_with_ten_thousand(Q, K, V, causal=False):
    return _through(_softmax(_scores(Q, K, causal, hidden=-1e4)), V)


@mistake("What should change when you pass causal=True?", of="attention")
def mask_forgotten(Q, K, V, causal=False):
    return _through(_softmax(_scores(Q, K, False)), V)


# Mistakes: the way back


@mistake("How often does 1/√d stand in S, and in your dQ?", of="attention_vjp")
def vjp_not_scaled(Q, K, V, U, causal=False):
    return _answer(Q, K, V, U, _softmax(_scores(Q, K, causal)), scale=1)


@mistake("How often does 1/√d stand in S?", of="attention_vjp")
def vjp_scaled_twice(Q, K, V, U, causal=False):
    return _answer(Q, K, V, U, _softmax(_scores(Q, K, causal)), scale=1 / np.shape(Q)[1])


@mistake("Do the rows of your dK add up to 0?", of="attention_vjp")
def vjp_elementwise_softmax(Q, K, V, U, causal=False):
    P = _softmax(_scores(Q, K, causal))
    Q, K, V, U, dP, _ = _back(Q, K, V, U, P)
    dS = P * (1 - P) * dP / np.sqrt(Q.shape[1])
    return dS @ K, dS.T @ Q, P.T @ U


@mistake("If one weight of a row rises, can the others stay?", of="attention_vjp")
def vjp_softmax_forgotten(Q, K, V, U, causal=False):
    P = _softmax(_scores(Q, K, causal))
    Q, K, V, U, dP, _ = _back(Q, K, V, U, P)
    dS = P * dP / np.sqrt(Q.shape[1])
    return dS @ K, dS.T @ Q, P.T @ U


@mistake("P carries values to outputs. Which way does it carry u? Try n ≠ m.", of="attention_vjp")
def vjp_dV_not_transposed(Q, K, V, U, causal=False):
    P = _softmax(_scores(Q, K, causal))
    dQ, dK, _ = _answer(Q, K, V, U, P)
    return dQ, dK, P.reshape(P.shape[::-1]) @ np.asarray(U, float)


@mistake("Which queries does key j meet: those of row j of dS, or of column j? Try n ≠ m.", of="attention_vjp")
def vjp_dK_not_transposed(Q, K, V, U, causal=False):
    P = _softmax(_scores(Q, K, causal))
    dQ, _, dV = _answer(Q, K, V, U, P)
    dS = _back(Q, K, V, U, P)[-1] / np.sqrt(np.shape(Q)[1])
    return dQ, dS.reshape(dS.shape[::-1]) @ np.asarray(Q, float), dV


@mistake("May a masked key receive a gradient?", of="attention_vjp")
def vjp_forgets_the_mask(Q, K, V, U, causal=False):
    return _answer(Q, K, V, U, _softmax(_scores(Q, K, False)))


@mistake("What weight does a score of 0 get, and which gradient the key behind it?", of="attention_vjp")
def vjp_mask_by_zero_scores(Q, K, V, U, causal=False):
    return _answer(Q, K, V, U, _softmax(_scores(Q, K, causal, hidden=0.0)))


@mistake("In which order are the three returned?", of="attention_vjp")
def vjp_keys_for_queries(Q, K, V, U, causal=False):
    dQ, dK, dV = _answer(Q, K, V, U, _softmax(_scores(Q, K, causal)))
    return dK, dQ, dV


@mistake("Does the loss grow along your gradient by V, and along that by Q?", of="attention_vjp")
def vjp_upside_down(Q, K, V, U, causal=False):
    dQ, dK, dV = _answer(Q, K, V, U, _softmax(_scores(Q, K, causal)))
    return -dQ, -dK, dV


@mistake("Which sum does softmax take off: that of a row of P∘dP, or of dP?", of="attention_vjp")
def vjp_plain_sums(Q, K, V, U, causal=False):
    P = _softmax(_scores(Q, K, causal))
    Q, K, V, U, dP, _ = _back(Q, K, V, U, P)
    dS = P * (dP - dP.sum(axis=1, keepdims=True)) / np.sqrt(Q.shape[1])
    return dS @ K, dS.T @ Q, P.T @ U
