using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Access;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>Programs' keys to the REST API: a new one is shown once.</summary>
public sealed partial class TokenTable
{
    private IReadOnlyList<ApiTokenRow> _rows = [];
    private IReadOnlyList<TokenScope> _scopes = [];
    private TokenInput? _input;
    private NewApiToken? _made;

    [Inject]
    private ApiTokens Tokens { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var caller = await CallerAsync();
        _scopes = TokenScopes.Of(caller.Role);
        _rows = await Tokens.ListAsync(caller, CancellationToken.None);
    }

    private Task CreateAsync() => _input is not { } input ? Task.CompletedTask : AskAsync(
        async caller =>
        {
            _made = await Tokens.CreateAsync(caller, input.ToDraft(), CancellationToken.None);
            _rows = await Tokens.ListAsync(caller, CancellationToken.None);
        },
        () => _input = null);

    private Task RevokeAsync(ApiTokenId id) => AskAsync(async caller =>
    {
        await Tokens.RevokeAsync(caller, id, CancellationToken.None);
        _rows = await Tokens.ListAsync(caller, CancellationToken.None);
    });
}
