"""What batches leave of the heap."""

import ctypes

__all__ = ['give_back']


def give_back() -> None:
    """Give the free memory of this process back to the kernel, where its C library can (malloc_trim of glibc).

    A training keeps memory, since to ask for it anew for each batch is most of the work. But batches are of many sizes:
    what one leaves lies in pieces between others, fits no later one, and adds up to gigabytes within hours.
    """
    if trim := getattr(ctypes.CDLL(None), 'malloc_trim', None):
        trim(0)
