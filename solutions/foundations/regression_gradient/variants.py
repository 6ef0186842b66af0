from autograder import mistake, correct
@mistake("Try m = n = 1 by hand.", of="regression_gradient")
def no2(X, y, w):
    return X.T @ (X @ w - y)
