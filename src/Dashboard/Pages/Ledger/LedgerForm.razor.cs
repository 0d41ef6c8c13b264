using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Funds;
using Facilities.Domain.Insurance;
using Facilities.Operations;
using Facilities.Operations.Claims;
using Facilities.Operations.Funds;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Facilities.Dashboard.Pages.Ledger;

/// <summary>Enters something by hand with its paper, or takes an entry back.</summary>
public sealed partial class LedgerForm
{
    private readonly string _key = Guid.NewGuid().ToString("N");
    private string _community = "";
    private LedgerKind _kind = LedgerKind.FundGains;
    private string _account = "";
    private decimal _yuan;
    private DateOnly _on;
    private string _words = "";
    private string _name = "";
    private byte[]? _paper;

    [Parameter, EditorRequired]
    public IReadOnlyList<(CommunityId Id, LocalizedName Name)> Communities { get; set; } = [];

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    /// <summary>The entry that is taken back; null: a new one.</summary>
    [Parameter, EditorRequired]
    public LedgerRow? Reverse { get; set; }

    [Parameter, EditorRequired]
    public string CloseLink { get; set; } = "";

    [Inject]
    private LedgerBook Book { get; set; } = default!;

    protected override void OnInitialized() => (_on, _community) = (Today, Communities.Count > 0 ? Communities[0].Id.ToString() : "");

    private Task TakeAsync(InputFileChangeEventArgs chosen) => KeepAsync(chosen.File);

    private async Task KeepAsync(IBrowserFile file)
    {
        Refusal = null;
        if (file.Size > ClaimLetters.MaximumBytes)
        {
            Refusal = Terms.Say(CodedText.Of(OperationCodes.FileTooLarge, ("maximum", ClaimLetters.MaximumBytes)));
            return;
        }

        using var bytes = new MemoryStream();
        await using (var stream = file.OpenReadStream(ClaimLetters.MaximumBytes)) await stream.CopyToAsync(bytes);
        (_paper, _name) = (bytes.ToArray(), file.Name);
    }

    private Task SendAsync() => AskAsync(async caller =>
    {
        if (Reverse is { } entry)
        {
            await Book.ReverseAsync(caller, _key, entry.Id, _words, CancellationToken.None);
            return;
        }

        var community = new CommunityId(int.Parse(_community, NumberStyles.None, CultureInfo.InvariantCulture));
        var document = _paper is { } paper ? await Book.AddDocumentAsync(caller, community, _name, paper, CancellationToken.None) : null;
        PremiumSource? account = Enum.TryParse<PremiumSource>(_account, out var known) ? known : null;
        await Book.EnterAsync(caller, _key, new LedgerDraft(community, null, _kind, account, Money.FromYuan(_yuan), _on, _words, document), CancellationToken.None);
    });
}
