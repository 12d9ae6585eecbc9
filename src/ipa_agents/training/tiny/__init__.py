"""The tiny model: its tokenizer, its template, its training. Runs in the model server's Python, which has torch.

Nothing here imports what only the environment of ROS has.
"""
