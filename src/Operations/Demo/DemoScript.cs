namespace Facilities.Operations.Demo;

/// <summary>Steps of the demo's past, carried out in order of time whatever the order in which they were written down. Not thread-safe.</summary>
internal sealed class DemoScript
{
    private readonly PriorityQueue<Func<CancellationToken, Task>, (long At, int Order)> _steps = new();
    private int _order;

    public void At(DateTimeOffset instant, Func<CancellationToken, Task> step) => _steps.Enqueue(step, (instant.ToUnixTimeMilliseconds(), _order++));

    public async Task PlayAsync(ScriptedTime time, DateTimeOffset until, CancellationToken cancellationToken)
    {
        while (_steps.TryPeek(out var step, out var when) && when.At < until.ToUnixTimeMilliseconds())
        {
            _steps.Dequeue();
            time.MoveTo(DateTimeOffset.FromUnixTimeMilliseconds(when.At));
            await step(cancellationToken).ConfigureAwait(false);
        }
    }
}
