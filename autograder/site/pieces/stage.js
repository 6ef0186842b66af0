// What all pieces are made of.
