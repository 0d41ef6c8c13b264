using Facilities.Simulator.Assets;

namespace Facilities.Simulator.Hosting;

/// <summary>Waits between attempts to connect: 0.2 s doubling to 15 s, each drawn from its upper half so that gateways don't return in step.</summary>
internal sealed class Backoff(SeededRandom random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private TimeSpan _next = First;

    public void Reset() => _next = First;

    public TimeSpan Next()
    {
        var wait = _next * random.Between(0.5, 1);
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return wait;
    }
}
