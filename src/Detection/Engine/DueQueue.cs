namespace Facilities.Detection;

/// <summary>
/// Binary heap of slots by their due time; every slot stands in it at most once and knows its place, so a change costs O(log n) and
/// looking at the earliest is free. A slot whose time only moved later may be left where it is: it then comes out early and is put back.
/// </summary>
internal sealed class DueQueue
{
    private int[] _heap = new int[64];
    private int[] _place = [];
    private long[] _due = [];
    private int _count;

    /// <summary>Earliest due time, or <see cref="long.MaxValue"/>.</summary>
    public long Earliest => _count == 0 ? long.MaxValue : _due[_heap[0]];

    public int EarliestSlot => _heap[0];

    /// <summary>Due time of a slot, or <see cref="long.MaxValue"/>.</summary>
    public long DueOf(int slot) => slot < _due.Length ? _due[slot] : long.MaxValue;

    /// <summary>Puts a slot at a time; <see cref="long.MaxValue"/> takes it out.</summary>
    public void Set(int slot, long due)
    {
        Grow(slot);
        var place = _place[slot];
        _due[slot] = due;
        if (due == long.MaxValue)
        {
            if (place >= 0) Remove(place);
            return;
        }

        if (place < 0)
        {
            if (_count == _heap.Length) Array.Resize(ref _heap, _count * 2);
            place = _count++;
            _heap[place] = slot;
            _place[slot] = place;
        }

        SiftDown(SiftUp(place));
    }

    private void Grow(int slot)
    {
        if (slot < _place.Length) return;
        var old = _place.Length;
        var size = Math.Max(slot + 1, Math.Max(64, old * 2));
        Array.Resize(ref _place, size);
        Array.Resize(ref _due, size);
        Array.Fill(_place, -1, old, size - old);
        Array.Fill(_due, long.MaxValue, old, size - old);
    }

    private void Remove(int place)
    {
        _place[_heap[place]] = -1;
        var last = _heap[--_count];
        if (place == _count) return;
        _heap[place] = last;
        _place[last] = place;
        SiftDown(SiftUp(place));
    }

    private int SiftUp(int place)
    {
        while (place > 0)
        {
            var parent = (place - 1) / 2;
            if (_due[_heap[parent]] <= _due[_heap[place]]) break;
            Swap(parent, place);
            place = parent;
        }

        return place;
    }

    private void SiftDown(int place)
    {
        while (true)
        {
            var child = (2 * place) + 1;
            if (child >= _count) return;
            if (child + 1 < _count && _due[_heap[child + 1]] < _due[_heap[child]]) child++;
            if (_due[_heap[place]] <= _due[_heap[child]]) return;
            Swap(place, child);
            place = child;
        }
    }

    private void Swap(int a, int b)
    {
        (_heap[a], _heap[b]) = (_heap[b], _heap[a]);
        _place[_heap[a]] = a;
        _place[_heap[b]] = b;
    }
}
