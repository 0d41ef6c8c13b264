using Facilities.Dashboard.Access;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Operations.Access;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Live;

/// <summary>
/// A form that asks one use case for something: once at a time, as whoever is signed in now, and with the reason beside the button when it
/// is refused. What was filled in stays then.
/// </summary>
public abstract class ActionForm : ComponentBase
{
    /// <summary>The page reads again.</summary>
    [Parameter]
    public EventCallback Done { get; set; }

    /// <summary>It is on its way; pressing again does nothing.</summary>
    protected bool Busy { get; private set; }

    /// <summary>Why it was refused, in the reader's language; null: it wasn't.</summary>
    protected string? Refusal { get; set; }

    [Inject]
    protected Terms Terms { get; set; } = default!;

    [Inject]
    private CurrentCaller Callers { get; set; } = default!;

    /// <summary>Calls the use case; when it did what was asked, closes what <paramref name="close"/> closes and tells the page.</summary>
    protected async Task AskAsync(Func<Caller, Task> useCase, Action? close = null)
    {
        ArgumentNullException.ThrowIfNull(useCase);
        if (Busy) return;
        Busy = true;
        Refusal = null;
        try
        {
            await useCase(await Callers.GetAsync(CancellationToken.None));
            close?.Invoke();
            await Done.InvokeAsync();
        }
        catch (RuleViolation refused)
        {
            Refusal = Terms.Say(refused.Reason);
        }
        finally
        {
            Busy = false;
        }
    }

    /// <summary>Who is signed in now.</summary>
    protected Task<Caller> CallerAsync() => Callers.GetAsync(CancellationToken.None);
}
