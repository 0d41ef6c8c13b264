using Facilities.Domain.Audit;
using Facilities.Storage.Relational.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class AuditConfiguration : IEntityTypeConfiguration<AuditEntry>, IEntityTypeConfiguration<AuditHeadRow>
{
    private const int HashLength = 64;

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.HasKey(entry => entry.Number);
        builder.Property(entry => entry.Number).ValueGeneratedNever();
        builder.Property(entry => entry.Subject).HasMaxLength(32);
        builder.Property(entry => entry.SubjectId).HasMaxLength(64);
        builder.Property(entry => entry.Action).HasMaxLength(64);
        builder.Property(entry => entry.Salt).HasMaxLength(HashLength);
        builder.Property(entry => entry.PersonalDigest).HasMaxLength(HashLength);
        builder.Property(entry => entry.PreviousHash).HasMaxLength(HashLength);
        builder.Property(entry => entry.Hash).HasMaxLength(HashLength);
        builder.HasIndex(entry => new { entry.Subject, entry.SubjectId });
    }

    public void Configure(EntityTypeBuilder<AuditHeadRow> builder)
    {
        builder.ToTable("audit_head");
        builder.Property(head => head.Id).ValueGeneratedNever();
        builder.Property(head => head.Hash).HasMaxLength(HashLength);
    }
}
