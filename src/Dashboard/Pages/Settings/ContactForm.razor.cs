using Facilities.Operations.Notifications.Settings;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>How this person is reached, and how he wants to be.</summary>
public sealed partial class ContactForm
{
    private ContactInput? _input;
    private bool _saved;

    [Inject]
    private ContactSettings Contacts { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var caller = await CallerAsync();
        if (caller.User is { } user) _input = ContactInput.Of(await Contacts.GetAsync(caller, user, CancellationToken.None));
    }

    private Task SaveAsync()
    {
        _saved = false;
        return _input is not { } input ? Task.CompletedTask
            : AskAsync(caller => Contacts.SetAsync(caller, caller.User!.Value, input.ToDetails(), CancellationToken.None), () => _saved = true);
    }
}
