namespace Facilities.Simulator.Tests;

internal static class Eventually
{
    /// <summary>Waits for something that other tasks bring about; fails after half a minute.</summary>
    public static async Task HoldsAsync(Func<bool> condition, string what)
    {
        for (var i = 0; i < 1_500; i++)
        {
            if (condition()) return;
            await Task.Delay(20);
        }
        condition().ShouldBeTrue(what);
    }
}
