using Facilities.Domain;
using Facilities.Operations.Notifications.Settings;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Faults;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>How whoever reported a fault is asked whether it is solved; at least one of phone and mail.</summary>
/// <param name="Phone">Empty: none.</param>
/// <param name="Mail">Empty: none.</param>
/// <param name="Locale"><c>zh-CN</c> or <c>en</c>.</param>
/// <param name="Name">What he is called, at most <see cref="MaximumName"/> characters; empty: not said.</param>
public sealed record ReporterContact(string Phone = "", string Mail = "", string Locale = "zh-CN", string Name = "")
{
    public const int MaximumName = 60;

    /// <summary>Of one fault; a whole house may report the same lift.</summary>
    public const int Maximum = 20;

    /// <exception cref="RuleViolation"><see cref="OperationCodes.FieldInvalid"/>, <see cref="OperationCodes.FieldMissing"/>.</exception>
    internal ReporterContact Checked()
    {
        var contact = new ReporterContact(ContactFields.Phone(Phone), ContactFields.Mail(Mail), ContactFields.Locale(Locale), Name.Trim());
        if (contact.Name.Length > MaximumName) throw ContactFields.Invalid("name");
        return contact.Phone.Length + contact.Mail.Length > 0 ? contact : throw new RuleViolation(OperationCodes.FieldMissing, ("field", "phone"));
    }

    /// <summary>Keeps it with the fault, once. False: the fault has <see cref="Maximum"/> others.</summary>
    internal async Task<bool> KeepAsync(FacilitiesDb db, FaultId fault, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = await db.FaultReporters.Where(item => item.FaultId == fault).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (known.Find(item => item.Phone == Phone && item.Mail == Mail) is { } same)
        {
            if (same.Name.Length == 0) same.Name = Name;
            return true;
        }

        if (known.Count >= Maximum) return false;
        db.FaultReporters.Add(new FaultReporter { FaultId = fault, Name = Name, Phone = Phone, Mail = Mail, Locale = Locale, CreatedAt = now });
        return true;
    }

    /// <summary>Who reported a fault is asked about <paramref name="to"/>, in which it goes on; beyond <see cref="Maximum"/> nobody more is.</summary>
    /// <param name="db">The transaction's.</param>
    /// <param name="from">Keeps them too, for its history.</param>
    /// <param name="to">Saved by now.</param>
    /// <param name="only">Number of the one who is meant; null: all.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    internal static async Task CarryAsync(FacilitiesDb db, FaultId from, FaultId to, int? only, CancellationToken cancellationToken)
    {
        var reporters = await db.FaultReporters.Where(item => item.FaultId == from && (only == null || item.Id == only)).OrderBy(item => item.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var item in reporters)
        {
            await new ReporterContact(item.Phone, item.Mail, item.Locale, item.Name).KeepAsync(db, to, item.CreatedAt, cancellationToken).ConfigureAwait(false);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
