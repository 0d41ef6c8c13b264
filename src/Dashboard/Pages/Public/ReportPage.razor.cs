using System.Globalization;
using Facilities.Dashboard.Access;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations;
using Facilities.Operations.Crew;
using Facilities.Operations.Residents;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Public;

/// <summary>What the QR code on a piece of equipment opens: a report without an account. Where people can be trapped the number to call stands first, whatever else goes wrong.</summary>
public sealed partial class ReportPage
{
    private ReportForm? _form;
    private bool _tooOften;
    private string? _problem;
    private string _ticket = "";

    [Parameter]
    public string Site { get; set; } = "";

    [Parameter]
    public string Code { get; set; } = "";

    [SupplyParameterFromForm(FormName = "report")]
    private ReportInput? Input { get; set; }

    [SupplyParameterFromForm(FormName = "trapped", Name = "Trapped")]
    private TrappedInput? Trapped { get; set; }

    [Inject]
    private ResidentReports Reports { get; set; } = default!;

    [Inject]
    private PublicRate Reads { get; set; } = default!;

    [Inject]
    private ResidentRate Rate { get; set; } = default!;

    [Inject]
    private Terms Terms { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        _tooOften = !Reads.TryRead(HttpContext.Connection.RemoteIpAddress);
        if (_tooOften)
        {
            AddressRate.Refuse(HttpContext.Response, PublicRate.Window);
            return;
        }

        _form = await Reports.FormAsync(Site, Code, HttpContext.RequestAborted);
        _ticket = Rate.Ticket();
        // Not 404: that would be answered with the page for addresses that lead nowhere, which asks for a sign-in.
        if (_form is null) HttpContext.Response.StatusCode = StatusCodes.Status410Gone;
    }

    private Task TrappedAsync() => SendAsync(Trapped?.Ticket, new ReportInput { Family = FaultFamilies.Entrapment });

    private Task ReportAsync() => SendAsync(Input?.Ticket, Input ?? new ReportInput());

    private async Task SendAsync(string? ticket, ReportInput said)
    {
        if (_form is not { } form) return;
        if (!Rate.IsFresh(ticket) || !string.IsNullOrEmpty(said.Website))
        {
            Refuse(T["report.again"], StatusCodes.Status400BadRequest);
            return;
        }

        if (!Rate.TryReport(HttpContext.Connection.RemoteIpAddress, form.Place.Id.Value))
        {
            AddressRate.Refuse(HttpContext.Response, ResidentRate.Window);
            _problem = T[form.CarriesPeople ? "report.tooManyLift" : "report.tooMany", CommunityPage.RescueNumber];
            return;
        }

        try
        {
            var receipt = await Reports.ReportAsync(
                new ResidentReport(Site, Code, said.Family ?? "", said.Words, await PhotoAsync(said.Photo), said.Phone ?? "", CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? "zh-CN" : "en"), HttpContext.RequestAborted);
            Navigation.NavigateTo(receipt.Token is { } token ? "/" + ResidentReports.StatusPath + token : "/p/" + Site);
        }
        catch (RuleViolation refused)
        {
            Refuse(Terms.Say(refused.Reason), StatusCodes.Status400BadRequest);
        }
    }

    private void Refuse(string why, int status)
    {
        _problem = why;
        HttpContext.Response.StatusCode = status;
    }

    private async Task<ReadOnlyMemory<byte>> PhotoAsync(IFormFile? file)
    {
        if (file is not { Length: > 0 }) return default;
        if (file.Length > FaultFiles.MaximumBytes) throw new RuleViolation(OperationCodes.FileTooLarge, ("maximum", FaultFiles.MaximumBytes));
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, HttpContext.RequestAborted);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
