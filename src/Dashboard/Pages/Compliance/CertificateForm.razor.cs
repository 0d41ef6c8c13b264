using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Certificates;
using Facilities.Operations.Compliance;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Compliance;

/// <summary>Enters a paper of an asset or a person's licence; the one of the same kind before it is replaced.</summary>
public sealed partial class CertificateForm
{
    private string _key = Guid.NewGuid().ToString("N");
    private string _whose = "";
    private string _kind = "";
    private string _number = "";
    private string _issuer = "";
    private DateOnly _issuedOn;
    private DateOnly? _until;

    /// <summary><c>a17.Inspection</c> of an asset, <c>u5.ElevatorWork</c> of a person; anything else: nothing is chosen yet.</summary>
    [Parameter, EditorRequired]
    public string Subject { get; set; } = "";

    [Parameter, EditorRequired]
    public CertificateChoices Choices { get; set; } = default!;

    /// <summary>The entry that is replaced; null: none, or not on this page.</summary>
    [Parameter, EditorRequired]
    public CertificateRow? Current { get; set; }

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    [Parameter, EditorRequired]
    public string CloseLink { get; set; } = "";

    [Inject]
    private CertificateBook Book { get; set; } = default!;

    /// <summary>Whose it is; the kinds to choose from follow.</summary>
    private string Whose
    {
        get => _whose;
        set
        {
            _whose = value;
            if (!Kinds.Any(kind => kind.ToString() == _kind)) _kind = "";
        }
    }

    private IReadOnlyList<CertificateKind> Kinds => Asset is { } asset ? Choices.Assets.FirstOrDefault(item => item.Id == asset).Kinds ?? [] : Holder is null ? [] : CertificateKinds.Licences;

    private bool Expires => !Enum.TryParse<CertificateKind>(_kind, out var kind) || CertificateKinds.Expires(kind);

    private AssetId? Asset => Number('a') is { } id ? new AssetId(id) : null;

    private UserId? Holder => Number('u') is { } id ? new UserId(id) : null;

    protected override void OnInitialized()
    {
        _issuedOn = Today;
        if (Subject.Split('.') is not [var whose, var kind]) return;
        Whose = whose;
        if (Kinds.Any(item => item.ToString() == kind)) _kind = kind;
        _issuer = Current?.Issuer ?? "";
    }

    private int? Number(char kind) => _whose.StartsWith(kind) && int.TryParse(_whose.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private Task SendAsync() => Enum.TryParse<CertificateKind>(_kind, out var kind)
        ? AskAsync(
            caller => Book.EnterAsync(caller, _key, new CertificateDraft(kind, Asset, Holder, new CertificateText(_number, _issuer, _issuedOn, Expires ? _until : null)), CancellationToken.None),
            () => _key = Guid.NewGuid().ToString("N"))
        : Task.CompletedTask;

    private Task WithdrawAsync() => Current?.Id is { } id ? AskAsync(caller => Book.WithdrawAsync(caller, id, CancellationToken.None)) : Task.CompletedTask;
}
