using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Certificates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Demo;

/// <summary>The licences of the demo's crews; one of them ends soon.</summary>
internal static class DemoLicences
{
    /// <summary>For how many years a licence is given.</summary>
    private const int Years = 4;

    public static async Task WriteAsync(FacilitiesDb db, DateOnly today, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var actor = new Actor(null, Role.Admin, null);
        var people = await db.Users.Where(user => user.OrganisationId != null).Select(user => new { user.Id, user.UserName, Firm = user.OrganisationId!.Value }).ToListAsync(cancellationToken).ConfigureAwait(false);
        Add("crew", CertificateKind.ElevatorWork, today.AddMonths(-20));
        Add("crew2", CertificateKind.ElevatorWork, today.AddYears(-Years).AddDays(40));
        Add("crewfire", CertificateKind.FireFacility, today.AddMonths(-30));
        Add("crewfire2", CertificateKind.FireFacility, today.AddMonths(-11));
        Add("firm", CertificateKind.SafetyManagement, today.AddMonths(-14));

        void Add(string name, CertificateKind kind, DateOnly issued)
        {
            var person = people.Find(known => known.UserName == name)!;
            var text = new CertificateText($"{(kind == CertificateKind.FireFacility ? "XF" : "TS")}-{issued.Year}-{person.Id:0000}", kind == CertificateKind.FireFacility ? "云山区消防救援局" : "云山区市场监督管理局", issued, issued.AddYears(Years));
            db.Certificates.Add(Certificate.OfPerson(kind, new UserId(person.Id), person.Firm, text, actor, today, now));
        }
    }
}
